//! Where everything of the chart goes, for one size in CSS pixels. Pure: same input, same drawing.
//!
//! The problem: names must stand on the areas they name, on a screen of 320 px as on a desk, in both themes, and never
//! cut through an edge. What helps: the drawing is made for the measured size, so text keeps its size in pixels; widths
//! of words are estimated from above, so that a fit on paper is a fit on screen.
//!
//! The algorithm:
//! 1. A gutter at the left as wide as the widest amount, a foot as high as one line, a head for the end marker.
//! 2. Months are thinned to one point for each two pixels; the last is always kept.
//! 3. For each area, from the thickest to the thinnest, a box of the size of its name slides from left to right; the
//!    first place where the area is tall enough over the whole width of the box, and no other name stands, takes it.
//! 4. A name without such a place goes into the empty part above the areas, with a line to its area; three at most.
//! 5. A name that finds no place there either is listed under the chart, beside a piece of its pattern
//!    ([`Drawing::unplaced`]).
//!
//! Not handled: more than [`SERIES_LOOKS`] debts repeat colours and patterns; their names still tell them apart.

use domain::money::Amount;

/// How many looks (colour and pattern) there are before they repeat.
pub const SERIES_LOOKS: usize = 6;

/// What to draw.
pub struct Plot<'a> {
    /// The room, in CSS pixels.
    pub width: f64,
    /// The room, in CSS pixels.
    pub height: f64,
    /// The size of text, in CSS pixels.
    pub text_px: f64,
    /// Name and balance at the start of each month, bottom area first. Balances below nothing count as nothing.
    pub series: &'a [(&'a str, &'a [Amount])],
    /// The names of the months, as many as there are balances.
    pub months: &'a [&'a str],
    /// The month in which nothing is owed any more, with the words on its marker.
    pub end: Option<(usize, &'a str)>,
    /// Writes an amount on the axis.
    pub money: &'a dyn Fn(Amount) -> String,
    /// Minor units in one major unit, so that the axis counts in whole ones.
    pub minor_per_major: i64,
}

/// A box in the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Place {
    fn touches(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    /// Whether a straight line runs through the box; looked at every few pixels, which is finer than any box.
    fn crossed_by(&self, [from, to]: [(f64, f64); 2]) -> bool {
        let steps = ((to.0 - from.0).hypot(to.1 - from.1) / 3.0).ceil().max(1.0) as usize;
        (0..=steps).any(|step| {
            let share = step as f64 / steps as f64;
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            x > self.x && x < self.x + self.width && y > self.y && y < self.y + self.height
        })
    }
}

/// Where a line of text starts, ends or has its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its start.
    Start,
    /// At its middle.
    Middle,
    /// At its end.
    End,
}

impl Anchor {
    /// As SVG wants it.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// The filled shape of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Which series.
    pub series: usize,
    /// The closed outline, as SVG path data.
    pub outline: String,
    /// The upper edge alone where there is something below it, as SVG path data.
    pub edge: String,
}

/// The name of a series on the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Which series.
    pub series: usize,
    /// The box behind the name.
    pub place: Place,
    /// For a name outside its area: from the box to a point inside the area.
    pub leader: Option<[(f64, f64); 2]>,
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where the text is anchored; for amounts also the height of the line.
    pub x: f64,
    /// The base line of months; the height of an amount.
    pub y: f64,
    /// The words.
    pub text: String,
    /// Which part of the words is at `x`.
    pub anchor: Anchor,
}

/// The end of the debts.
#[derive(Clone, Debug, PartialEq)]
pub struct EndMark {
    /// Where the line stands.
    pub x: f64,
    /// The box of its words.
    pub place: Place,
    /// The words.
    pub text: String,
}

/// Everything to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Left, top, right and bottom of the part with the areas.
    pub frame: [f64; 4],
    /// The areas, bottom first.
    pub areas: Vec<Area>,
    /// Amounts at the left.
    pub amounts: Vec<Tick>,
    /// Months at the foot.
    pub months: Vec<Tick>,
    /// Names.
    pub labels: Vec<Label>,
    /// The end of the debts.
    pub end: Option<EndMark>,
    /// Series whose name found no place.
    pub unplaced: Vec<usize>,
}

/// The width of a line of text, in pixels, estimated from above for the semibold face of the portal.
#[must_use]
pub fn text_width(text: &str, text_px: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'í' => 0.34,
            ' ' | 'f' | 't' | 'r' | '-' | '(' | ')' | 'I' => 0.44,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 0.95,
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => 0.62,
            c if c.is_ascii() => 0.74,
            c if c.is_lowercase() => 0.66,
            _ => 1.0,
        })
        .sum();
    ems * text_px
}

/// The areas as heights over the months that are drawn.
struct Stack {
    /// Where each drawn month stands.
    x: Vec<f64>,
    /// The lower edge of each series, then the upper edge of the last: one more than there are series.
    edges: Vec<Vec<f64>>,
}

impl Stack {
    /// The height of an edge at any place, on the straight line between its months.
    fn at(&self, edge: usize, x: f64) -> f64 {
        let Some(ys) = self.edges.get(edge) else { return 0.0 };
        let right = self.x.partition_point(|&month| month < x);
        match (right.checked_sub(1), self.x.get(right)) {
            (Some(left), Some(&x1)) => {
                let x0 = self.x[left];
                let share = if x1 > x0 { (x - x0) / (x1 - x0) } else { 0.0 };
                ys[left] + (ys[right] - ys[left]) * share
            }
            (None, Some(_)) => ys.first().copied().unwrap_or_default(),
            _ => ys.last().copied().unwrap_or_default(),
        }
    }

    /// Highest and lowest height of an edge between two places (heights grow downwards: highest is the least).
    fn range(&self, edge: usize, from: f64, to: f64) -> (f64, f64) {
        let ends = [self.at(edge, from), self.at(edge, to)];
        let between = self.x.iter().zip(&self.edges[edge]).filter(|(x, _)| **x > from && **x < to).map(|(_, y)| *y);
        ends.into_iter().chain(between).fold((f64::MAX, f64::MIN), |(least, most), y| (least.min(y), most.max(y)))
    }
}

fn value(amount: Amount) -> f64 {
    // For drawing only: beyond 2^53 minor units a pixel is far coarser than the lost digits.
    amount.minor().max(0) as f64
}

/// A round step (1, 2 or 5 times a power of ten, in whole major units) that makes at most `most` steps up to `top`.
fn nice_step(top: i64, most: i64, minor_per_major: i64) -> i64 {
    let mut unit = minor_per_major.max(1);
    let enough = |step: i64| top / step < most.max(1);
    loop {
        for factor in [1, 2, 5] {
            let step = unit.saturating_mul(factor);
            if enough(step) || step == i64::MAX {
                return step;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// Months between two names on the foot: whole quarters and years read better than sevens.
fn month_step(count: usize, room: usize) -> usize {
    const STEPS: [usize; 11] = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600];
    STEPS.into_iter().find(|step| count.div_ceil(*step) <= room.max(1)).unwrap_or(1_200)
}

/// Writes a length to a tenth. By whole numbers, because writing floats would bring 15 KB of code into the page.
pub(crate) fn push_tenths(text: &mut String, length: f64) {
    let tenths = (length * 10.0).round() as i64;
    if tenths < 0 {
        text.push('-');
    }
    let tenths = tenths.unsigned_abs();
    text.push_str(&(tenths / 10).to_string());
    if !tenths.is_multiple_of(10) {
        text.push('.');
        text.push_str(&(tenths % 10).to_string());
    }
}

/// Lays the chart out. Without months, without series or without room the drawing is empty.
#[must_use]
pub fn lay_out(plot: &Plot<'_>) -> Drawing {
    let count = plot.months.len();
    let line = plot.text_px * 1.5;
    if count == 0 || plot.series.is_empty() || plot.width < plot.text_px * 8.0 || plot.height < line * 4.0 {
        return Drawing { unplaced: (0..plot.series.len()).collect(), ..Drawing::default() };
    }
    let balance = |series: usize, month: usize| plot.series[series].1.get(month).copied().unwrap_or(Amount::ZERO);
    let total = |month: usize| {
        (0..plot.series.len())
            .map(|series| Amount::from_minor(balance(series, month).minor().max(0)))
            .sum::<Amount>()
            .minor()
    };
    let most = (0..count).map(total).max().unwrap_or(0).max(plot.minor_per_major.max(1));

    // 1. The frame.
    let top = if plot.end.is_some() { line + 6.0 } else { plot.text_px * 0.75 };
    let bottom = plot.height - line - 4.0;
    let lines = ((bottom - top) / (line * 2.2)).floor().clamp(2.0, 6.0) as i64;
    let step = nice_step(most, lines, plot.minor_per_major);
    let ticks: Vec<(i64, String)> =
        (0..=most / step).map(|n| (n * step, (plot.money)(Amount::from_minor(n * step)))).collect();
    let gutter = ticks.iter().map(|(_, text)| text_width(text, plot.text_px)).fold(0.0, f64::max) + 10.0;
    let (left, right) = (gutter, plot.width - 2.0);
    let x_of = |month: usize| {
        let last = (count - 1).max(1) as f64;
        left + (right - left) * (month as f64) / last
    };
    let y_of = |minor: f64| bottom - (bottom - top) * (minor / most as f64).min(1.0);

    // 2. The months that are drawn.
    let thin = count.div_ceil(((right - left) / 2.0).max(2.0) as usize).max(1);
    let drawn: Vec<usize> = (0..count).filter(|month| month % thin == 0 || month + 1 == count).collect();
    let mut edges: Vec<Vec<f64>> = vec![vec![bottom; drawn.len()]];
    let mut sums = vec![0.0; drawn.len()];
    for series in 0..plot.series.len() {
        for (sum, month) in sums.iter_mut().zip(&drawn) {
            *sum += value(balance(series, *month));
        }
        edges.push(sums.iter().map(|sum| y_of(*sum)).collect());
    }
    let stack = Stack { x: drawn.iter().map(|month| x_of(*month)).collect(), edges };

    let end = plot.end.map(|(month, text)| {
        let width = text_width(text, plot.text_px) + 4.0;
        let x = x_of(month.min(count - 1));
        let place =
            Place { x: (x - width / 2.0).clamp(0.0, (plot.width - width).max(0.0)), y: 0.0, width, height: line };
        EndMark { x, place, text: text.to_owned() }
    });
    let mut drawing = Drawing {
        frame: [left, top, right, bottom],
        areas: (0..plot.series.len()).map(|series| area(&stack, series)).collect(),
        amounts: ticks
            .into_iter()
            .map(|(minor, text)| Tick { x: left - 8.0, y: y_of(minor as f64), text, anchor: Anchor::End })
            .collect(),
        months: month_ticks(plot, left, right, &x_of),
        end,
        ..Drawing::default()
    };
    place_labels(plot, &stack, &mut drawing);
    drawing
}

fn area(stack: &Stack, series: usize) -> Area {
    let point = |path: &mut String, letter: char, x: f64, y: f64| {
        path.push(letter);
        push_tenths(path, x);
        path.push(' ');
        push_tenths(path, y);
    };
    let (lower, upper) = (&stack.edges[series], &stack.edges[series + 1]);
    let thick = |index: usize| lower.get(index).zip(upper.get(index)).is_some_and(|(low, up)| low - up > 0.3);
    let (mut outline, mut edge) = (String::new(), String::new());
    let mut drawing = false;
    for (index, (x, y)) in stack.x.iter().zip(upper).enumerate() {
        point(&mut outline, if index == 0 { 'M' } else { 'L' }, *x, *y);
        // A debt that is gone has no edge any more; the line ends where it ends.
        if thick(index) || thick(index + 1) || index.checked_sub(1).is_some_and(thick) {
            point(&mut edge, if drawing { 'L' } else { 'M' }, *x, *y);
            drawing = true;
        } else {
            drawing = false;
        }
    }
    for (x, y) in stack.x.iter().zip(lower).rev() {
        point(&mut outline, 'L', *x, *y);
    }
    outline.push('Z');
    Area { series, outline, edge }
}

fn month_ticks(plot: &Plot<'_>, left: f64, right: f64, x_of: &dyn Fn(usize) -> f64) -> Vec<Tick> {
    let widest = plot.months.iter().map(|name| text_width(name, plot.text_px)).fold(0.0, f64::max);
    let room = ((right - left) / (widest + 10.0)).floor().max(1.0) as usize;
    let step = month_step(plot.months.len(), room);
    let half = widest / 2.0;
    plot.months
        .iter()
        .enumerate()
        .step_by(step)
        .filter_map(|(month, name)| {
            let x = x_of(month);
            let (x, anchor) = if month == 0 {
                (left, Anchor::Start)
            } else if x + half <= plot.width {
                (x, Anchor::Middle)
            } else if x + 1.0 >= right {
                (plot.width, Anchor::End)
            } else {
                return None;
            };
            Some(Tick { x, y: plot.height - plot.text_px * 0.35, text: (*name).to_owned(), anchor })
        })
        .collect()
}

/// Space between a name and the edge of its box.
const PAD: f64 = 5.0;
/// An area thinner than this, in pixels, cannot be pointed at.
const LEADER_MIN: f64 = 5.0;
/// More lines than this are a web.
const LEADERS_MAX: usize = 3;
/// How far a name is moved between two tries.
const SLIDE: f64 = 4.0;

fn place_labels(plot: &Plot<'_>, stack: &Stack, drawing: &mut Drawing) {
    let [left, top, right, bottom] = drawing.frame;
    let height = plot.text_px * 1.5;
    let mut taken: Vec<Place> = drawing.end.iter().map(|end| end.place).collect();
    // The thickest area has the most room, the thinnest the least to lose.
    let mut order: Vec<Waiting> = (0..plot.series.len())
        .map(|series| {
            let thickness = |index: usize| stack.edges[series][index] - stack.edges[series + 1][index];
            // The first of equals: names stand at the left where they can.
            let (at, most) = (0..stack.x.len())
                .map(|index| (index, thickness(index)))
                .fold((0, f64::MIN), |best, this| if this.1 > best.1 { this } else { best });
            (series, most, stack.x[at])
        })
        .collect();
    order_by(&mut order, |a, b| a.1 > b.1);
    let mut homeless = Vec::new();
    for (series, thickness, thickest_x) in order {
        let width = text_width(plot.series[series].0, plot.text_px) + 2.0 * PAD;
        let inside = slide(left + 6.0, right - width - 2.0)
            .filter_map(|x| {
                let (_, upper) = stack.range(series + 1, x, x + width);
                let (lower, _) = stack.range(series, x, x + width);
                let place = Place { x, y: (upper + lower - height) / 2.0, width, height };
                (lower - upper >= height + 4.0).then_some(place)
            })
            .find(|place| taken.iter().all(|other| !place.touches(other)));
        match inside {
            Some(place) => {
                taken.push(place);
                drawing.labels.push(Label { series, place, leader: None });
            }
            None if thickness >= LEADER_MIN && homeless.len() < LEADERS_MAX => {
                homeless.push((series, thickest_x, width))
            }
            None => drawing.unplaced.push(series),
        }
    }
    // Outside: above all areas, as near to their own as can be; the upper areas first, so that no lines cross.
    order_by(&mut homeless, |a, b| a.0 > b.0);
    let crown = stack.edges.len() - 1;
    for (series, thickest_x, width) in homeless {
        let band = |x: f64| (stack.at(series + 1, x), stack.at(series, x));
        let (aim_x, aim_y) = aim(left, right, thickest_x, &band);
        let outside = slide(left + 6.0, right - width - 2.0)
            .filter_map(|x| {
                let (crest, _) = stack.range(crown, x, x + width);
                let place = Place { x, y: crest - height - 8.0, width, height };
                (place.y >= top && place.y + height < bottom).then_some(place)
            })
            .map(|place| {
                // From the near edge of the box, so that the line does not cross the name.
                let start = (aim_x.clamp(place.x + PAD, place.x + width - PAD), place.y + height - 2.0);
                (place, [start, (aim_x, aim_y)])
            })
            .filter(|(place, leader)| taken.iter().all(|other| !place.touches(other) && !other.crossed_by(*leader)))
            .min_by(|(a, _), (b, _)| distance(a, aim_x, aim_y).total_cmp(&distance(b, aim_x, aim_y)));
        let Some((place, leader)) = outside else {
            drawing.unplaced.push(series);
            continue;
        };
        taken.push(place);
        drawing.labels.push(Label { series, place, leader: Some(leader) });
    }
    // In the order of the areas.
    drawing.unplaced = (0..plot.series.len()).filter(|series| drawing.unplaced.contains(series)).collect();
}

/// A series whose name has no place yet: which one, and two lengths that its step of the algorithm needs.
type Waiting = (usize, f64, f64);

/// Puts a handful in order by insertion: the general sort would bring 7 KB of code into the page.
fn order_by(list: &mut [Waiting], before: fn(&Waiting, &Waiting) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && before(&list[at], &list[at - 1]) {
            list.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// A point well inside an area: in the middle of its height, a little in from where it is thickest.
fn aim(left: f64, right: f64, thickest_x: f64, band: &dyn Fn(f64) -> (f64, f64)) -> (f64, f64) {
    let inset = [28.0, 14.0, 6.0, 3.0].into_iter().find_map(|inset| {
        let x = if thickest_x + inset < right { thickest_x + inset } else { thickest_x - inset };
        let (full_up, full_low) = band(thickest_x);
        let (up, low) = band(x);
        (low - up >= (full_low - full_up) * 0.6).then_some(x)
    });
    let x = inset.unwrap_or(thickest_x).clamp(left + 3.0, right - 3.0);
    let (up, low) = band(x);
    (x, (up + low) / 2.0)
}

fn distance(place: &Place, x: f64, y: f64) -> f64 {
    let (dx, dy) = (place.x + place.width / 2.0 - x, place.y + place.height - y);
    dx.hypot(dy)
}

/// Places from `from` to `to`; none if there is no room.
fn slide(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let steps = if to >= from { ((to - from) / SLIDE) as usize + 1 } else { 0 };
    (0..steps).map(move |step| from + SLIDE * step as f64)
}

#[cfg(test)]
mod tests;
