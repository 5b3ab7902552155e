//! The pages of a document as glyphs.

use std::panic::resume_unwind;
use std::time::Instant;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use super::{Glyph, PageText};

/// Width of a glyph that does not say, in thousandths of its size.
const WIDTH: f64 = 500.0;

/// What stands on each page. Stops by unwinding once the deadline has passed: nobody waits any more.
pub(super) fn pages(pdf: &Pdf, deadline: Instant) -> Vec<PageText> {
    let cache = InterpreterCache::new();
    pdf.pages()
        .iter()
        .map(|page| {
            let whole = Affine::new(page.initial_transform(true).as_coeffs());
            let (width, height) = page.render_dimensions();
            let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let mut context = Context::new(whole, bounds, &cache, pdf.xref(), InterpreterSettings::default());
            let mut reader = Reader { page: PageText::default(), bounds, deadline };
            interpret_page(page, &mut context, &mut reader);
            reader.page
        })
        .collect()
}

struct Reader {
    page: PageText,
    bounds: Rect,
    deadline: Instant,
}

impl Reader {
    fn check_time(&self) {
        if Instant::now() > self.deadline {
            resume_unwind(Box::new("out of time"));
        }
    }

    fn take(&mut self, text: &str, place: Affine, advance: f64) {
        let start = place * Point::ZERO;
        if !self.bounds.inflate(2.0, 2.0).contains(start) {
            return;
        }
        let along = place * Point::new(advance, 0.0) - start;
        let up = place * Point::new(0.0, 1000.0) - start;
        let size = up.hypot();
        if !size.is_finite() || size <= 0.0 || !along.hypot().is_finite() {
            return;
        }
        let turn = turn(place);
        let (x, y) = turned(start.to_vec2(), turn);
        let (dx, _) = turned(along, turn);
        self.page.glyphs += usize::from(!text.trim().is_empty());
        let glyph = Glyph { text: text.to_owned(), x, y, end: x + dx, size };
        if let Some(glyphs) = self.page.turns.get_mut(turn) {
            glyphs.push(glyph);
        }
    }
}

/// In which of four directions a line runs, in quarters of a turn.
fn turn(place: Affine) -> usize {
    let along = place * Point::new(1.0, 0.0) - place * Point::ZERO;
    match (along.x.abs() >= along.y.abs(), along.x >= 0.0, along.y >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    }
}

/// A place on the page as it is seen when the page is turned so that the line runs to the right.
fn turned(at: Vec2, turn: usize) -> (f64, f64) {
    match turn {
        0 => (at.x, at.y),
        1 => (at.y, -at.x),
        2 => (-at.x, -at.y),
        _ => (-at.y, at.x),
    }
}

/// Ligatures and the shapes that Arabic letters take, as the letters that they are.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let is_shape =
        |c: char| matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    text.chars()
        .flat_map(|c| {
            if is_shape(c) { String::from(c).nfkc().collect::<String>() } else { String::from(c) }
                .chars()
                .collect::<Vec<_>>()
        })
        .filter(|c| !c.is_control() || c.is_whitespace())
        .collect()
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        self.check_time();
        // Letters that are filled and drawn round come twice.
        if matches!(mode, DrawMode::Stroke(_)) && self.page.glyphs > 0 {
            return;
        }
        for glyph in run.glyphs() {
            let advance = match &**glyph {
                Drawn::Outline(outline) => outline.advance_width(),
                Drawn::Type3(drawn) => drawn.advance_width(),
            };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => plain(&c.to_string()),
                Some(BfString::String(text)) => plain(&text),
                None => {
                    self.page.unknown += 1;
                    '\u{fffd}'.to_string()
                }
            };
            let place = props.transform * glyph.transform();
            self.take(&text, place, advance.map_or(WIDTH, f64::from));
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.check_time();
        self.page.has_picture = true;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.check_time();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
