//! Columns of text for people at a terminal.

/// Rows under headings, each column as wide as its widest cell; the first column to the left, figures to the right.
pub(super) fn columns(headings: &[&str], rows: &[Vec<String>]) -> String {
    let cell_width = |text: &str| text.chars().count();
    let widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let widest = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell_width(cell)).max();
            widest.unwrap_or(0).max(cell_width(heading))
        })
        .collect();
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut row = String::new();
        for (column, (cell, width)) in cells.zip(&widths).enumerate() {
            let space = " ".repeat(width - cell_width(cell));
            if column > 0 {
                row.push_str("  ");
                row.push_str(&space);
                row.push_str(cell);
            } else {
                row.push_str(cell);
                row.push_str(&space);
            }
        }
        text.push_str(row.trim_end());
        text.push('\n');
    };
    line(&mut headings.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    text
}
