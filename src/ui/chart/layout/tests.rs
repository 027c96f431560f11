use super::*;

const TEXT: f64 = 13.6;

fn falling(start: i64, months: usize, total: usize) -> Vec<Amount> {
    let months = i64::try_from(months).unwrap();
    (0..i64::try_from(total).unwrap()).map(|n| Amount::from_minor((start - start * n / months).max(0))).collect()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("Mes {:02}", n % 100)).collect()
}

fn money(amount: Amount) -> String {
    crate::format::Format::money_whole(&crate::format::PlainFormat, amount, domain::money::Currency::USD)
}

fn draw(width: f64, height: f64, series: &[(&str, Vec<Amount>)], end: Option<(usize, &str)>) -> Drawing {
    let count = series.first().map_or(0, |(_, balances)| balances.len());
    let months = names(count);
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let series: Vec<(&str, &[Amount])> = series.iter().map(|(name, balances)| (*name, balances.as_slice())).collect();
    lay_out(&Plot {
        width,
        height,
        text_px: TEXT,
        series: &series,
        months: &months,
        end,
        money: &money,
        minor_per_major: 100,
    })
}

fn three(months: usize) -> Vec<(&'static str, Vec<Amount>)> {
    vec![
        ("Car loan", falling(520_000, months * 4 / 5, months)),
        ("Oakbank card", falling(780_000, months - 1, months)),
        ("Northway card", falling(330_000, months / 2, months)),
    ]
}

/// The points of path data as this module writes it.
fn points(path: &str) -> Vec<(f64, f64)> {
    path.trim_end_matches('Z')
        .split(['M', 'L'])
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (x, y) = pair.split_once(' ').unwrap();
            (x.parse().unwrap(), y.parse().unwrap())
        })
        .collect()
}

/// The height of the upper edge at any place: the first half of an outline.
fn edge_at(area: &Area, x: f64) -> f64 {
    let points = points(&area.outline);
    let points = &points[..points.len() / 2];
    let right = points.iter().position(|point| point.0 >= x).unwrap_or(points.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (points[right - 1], points[right]);
    y0 + (y1 - y0) * ((x - x0) / (x1 - x0)).clamp(0.0, 1.0)
}

#[test]
fn names_stay_inside_their_areas_at_every_size() {
    for (width, height) in [(254.0, 240.0), (294.0, 260.0), (420.0, 260.0), (560.0, 420.0), (1_000.0, 400.0)] {
        for months in [6, 31, 120, 600] {
            let drawing = draw(width, height, &three(months), Some((months - 1, "Debt-free")));
            assert_eq!(drawing.labels.len() + drawing.unplaced.len(), 3, "{width} {months}");
            for label in &drawing.labels {
                let place = label.place;
                assert!(place.x >= drawing.frame[0] && place.x + place.width <= width, "{width} {months} {label:?}");
                assert!(place.y >= 0.0 && place.y + place.height <= drawing.frame[3], "{width} {months} {label:?}");
                let upper = &drawing.areas[label.series];
                for share in 0..=20 {
                    let x = place.x + place.width * f64::from(share) / 20.0;
                    let edge = edge_at(upper, x);
                    match label.leader {
                        None => assert!(edge <= place.y + 0.2, "{width} {months} {label:?} leaves at {x}: {edge}"),
                        Some(_) => {
                            let crown = edge_at(&drawing.areas[2], x);
                            assert!(crown >= place.y + place.height, "{width} {months} {label:?} lies on an area");
                        }
                    }
                }
            }
            for (index, label) in drawing.labels.iter().enumerate() {
                for other in &drawing.labels[index + 1..] {
                    assert!(!label.place.touches(&other.place), "{label:?} {other:?}");
                    assert!(!other.leader.is_some_and(|leader| label.place.crossed_by(leader)), "{label:?} {other:?}");
                }
                if let Some(end) = &drawing.end {
                    assert!(!label.place.touches(&end.place), "{label:?} {end:?}");
                }
            }
        }
    }
}

#[test]
fn a_thin_debt_is_named_outside_with_a_leader_into_its_area() {
    let series = vec![("Big loan", falling(2_000_000, 30, 31)), ("Small", falling(120_000, 6, 31))];
    let drawing = draw(600.0, 320.0, &series, None);
    let label = drawing.labels.iter().find(|label| label.series == 1).unwrap();
    let [_, (x, y)] = label.leader.unwrap();
    assert!(edge_at(&drawing.areas[1], x) <= y && y <= edge_at(&drawing.areas[0], x));
}

#[test]
fn a_debt_too_thin_to_point_at_is_listed_under_the_chart() {
    let series = vec![("Big loan", falling(2_000_000, 30, 31)), ("Tiny", falling(9_000, 6, 31))];
    assert_eq!(draw(600.0, 320.0, &series, None).unplaced, [1]);
}

#[test]
fn months_and_amounts_do_not_collide() {
    for width in [254.0, 294.0, 600.0, 1_000.0] {
        for months in [2, 7, 31, 120, 1_201] {
            let drawing = draw(width, 260.0, &three(months), None);
            let boxes: Vec<(f64, f64)> = drawing
                .months
                .iter()
                .map(|tick| {
                    let wide = text_width(&tick.text, TEXT);
                    match tick.anchor {
                        Anchor::Start => (tick.x, tick.x + wide),
                        Anchor::Middle => (tick.x - wide / 2.0, tick.x + wide / 2.0),
                        Anchor::End => (tick.x - wide, tick.x),
                    }
                })
                .collect();
            assert!(!boxes.is_empty());
            for pair in boxes.windows(2) {
                assert!(pair[0].1 < pair[1].0, "{width} {months} {boxes:?}");
            }
            assert!(boxes.iter().all(|(from, to)| *from >= 0.0 && *to <= width + 0.01), "{width} {months} {boxes:?}");
            assert!(drawing.amounts.len() >= 2 && drawing.amounts[0].text == "$0", "{width} {months}");
            for pair in drawing.amounts.windows(2) {
                assert!(pair[0].y - pair[1].y > TEXT * 1.5, "{width} {months} {:?}", drawing.amounts);
            }
        }
    }
}

#[test]
fn strange_input_draws_without_panic() {
    let empty: Vec<(&str, Vec<Amount>)> = vec![];
    assert_eq!(draw(600.0, 300.0, &empty, None), Drawing::default());
    let nothing = vec![("Nothing", vec![Amount::ZERO; 12])];
    assert_eq!(draw(600.0, 300.0, &nothing, None).unplaced, [0]);
    let one_month = vec![("One", vec![Amount::from_minor(100)])];
    assert_eq!(draw(600.0, 300.0, &one_month, Some((7, "Debt-free"))).areas.len(), 1);
    let huge = vec![("Huge", vec![Amount::from_minor(i64::MAX); 3]), ("More", vec![Amount::from_minor(i64::MAX); 3])];
    assert!(draw(600.0, 300.0, &huge, None).amounts.len() >= 2);
    let negative = vec![("Odd", vec![Amount::from_minor(-5_000), Amount::from_minor(5_000)])];
    assert!(points(&draw(600.0, 300.0, &negative, None).areas[0].outline).iter().all(|point| point.1 <= 300.0));
    assert_eq!(draw(40.0, 300.0, &three(12), None).unplaced, [0, 1, 2]);
    let short = vec![("Long", vec![Amount::from_minor(900_000); 12]), ("Short", vec![Amount::from_minor(900_000); 2])];
    assert_eq!(draw(600.0, 300.0, &short, None).areas.len(), 2);
}

#[test]
fn steps_are_round() {
    for (top, most, step) in
        [(1_630_000, 4, 500_000), (100, 4, 100), (99, 2, 100), (2_000_000, 5, 500_000), (250_000, 3, 100_000)]
    {
        assert_eq!(nice_step(top, most, 100), step, "{top} {most}");
    }
    assert_eq!(month_step(31, 5), 12);
    assert_eq!(month_step(31, 6), 6);
    assert_eq!(month_step(5, 5), 1);
}

#[test]
fn a_debt_that_is_gone_has_no_edge() {
    let series = vec![("Stays", vec![Amount::from_minor(900_000); 10]), ("Goes", falling(500_000, 4, 10))];
    let drawing = draw(600.0, 300.0, &series, None);
    assert_eq!(points(&drawing.areas[0].edge).len(), 10);
    assert_eq!(points(&drawing.areas[1].edge).len(), 5);
}
