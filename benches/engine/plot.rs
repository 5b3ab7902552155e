//! Small plots side by side, as an SVG that needs nothing else.

use std::fmt::Write as _;

/// One plot; both axes grow by powers of ten, from a tenth below to the highest value.
pub(crate) struct Panel {
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
}

/// Points that belong together.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 260.0;
const MARGIN: f64 = 46.0;
const COLOURS: [&str; 6] = ["#0b5394", "#b45f06", "#38761d", "#990000", "#674ea7", "#444444"];

/// The panels below each other, two a row.
pub(crate) fn svg(panels: &[Panel]) -> String {
    let rows = panels.len().div_ceil(2);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" font-family=\"sans-serif\" \
         font-size=\"11\"><rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
        WIDTH * 2.0,
        HEIGHT * rows as f64
    );
    for (nth, panel) in panels.iter().enumerate() {
        let (x, y) = ((nth % 2) as f64 * WIDTH, (nth / 2) as f64 * HEIGHT);
        // Writing to a string cannot fail.
        if write!(out, "<g transform=\"translate({x:.0} {y:.0})\">{}</g>", panel.inside()).is_err() {
            break;
        }
    }
    out.push_str("</svg>\n");
    out
}

impl Panel {
    fn inside(&self) -> String {
        let all = || self.lines.iter().flat_map(|line| line.points.iter().copied());
        let across = Axis::of(all().map(|(x, _)| x), MARGIN, WIDTH - 20.0);
        let up = Axis::of(all().map(|(_, y)| y), HEIGHT - MARGIN, 40.0);
        let mut out = format!("<text x=\"{MARGIN}\" y=\"20\" font-size=\"13\">{}</text>", self.title);
        for tick in across.ticks() {
            let x = across.at(tick);
            out += &format!(
                "<line x1=\"{x:.1}\" y1=\"40\" x2=\"{x:.1}\" y2=\"{:.1}\" stroke=\"#ddd\"/><text x=\"{x:.1}\" \
                 y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                HEIGHT - MARGIN,
                HEIGHT - MARGIN + 16.0,
                short(tick)
            );
        }
        for tick in up.ticks() {
            let y = up.at(tick);
            out += &format!(
                "<line x1=\"{MARGIN}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" stroke=\"#ddd\"/><text \
                 x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                WIDTH - 20.0,
                MARGIN - 5.0,
                y + 4.0,
                short(tick)
            );
        }
        for (nth, line) in self.lines.iter().enumerate() {
            let colour = COLOURS.get(nth % COLOURS.len()).copied().unwrap_or("black");
            let at: Vec<(f64, f64)> = line.points.iter().map(|&(x, y)| (across.at(x), up.at(y))).collect();
            let path: Vec<String> = at.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            out += &format!(
                "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{}\"/>",
                path.join(" ")
            );
            for (x, y) in at {
                out += &format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
            }
            out += &format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{}</text>",
                MARGIN + 8.0,
                54.0 + 13.0 * nth as f64,
                line.name
            );
        }
        out
    }
}

/// From values to places, by powers of ten.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn of(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let logs: Vec<f64> = values.filter(|value| *value > 0.0).map(f64::log10).collect();
        let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
        let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if logs.is_empty() {
            return Self { low: 0.0, high: 1.0, from, to };
        }
        Self { low: low.floor(), high: high.ceil().max(low.floor() + 1.0), from, to }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value.max(f64::MIN_POSITIVE).log10() - self.low) / (self.high - self.low);
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }

    fn ticks(&self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut power = self.low;
        while power <= self.high {
            ticks.push(10_f64.powf(power));
            power += 1.0;
        }
        ticks
    }
}

fn short(value: f64) -> String {
    if value >= 1e6 {
        format!("{:.0}M", value / 1e6)
    } else if value >= 1e3 {
        format!("{:.0}k", value / 1e3)
    } else {
        format!("{value}")
    }
}
