//! The comparison as a picture (SVG): a column per outlet, a band per line, for slides and handouts.
//!
//! Text is broken by counted characters, since nothing measures letters here: a column is as wide as the widest of its
//! lines is likely to be in a common serif. Colours are ink on white; kinds of words in the bars differ in lightness.
use crate::sheet::{Line, Look};
use crate::take_along::Bundle;

/// Pixels: the labels' column, an outlet's column, the gap between columns, one line of text.
const LABEL: usize = 150;
const COLUMN: usize = 250;
const GUTTER: usize = 20;
const LEADING: usize = 17;
/// Characters that fit into a column and into the labels' column.
const LETTERS: usize = 40;
const LABEL_LETTERS: usize = 22;
/// Lines of text that a cell shows at most.
const CELL_LINES: usize = 24;
/// Ink of the four owners of words, in the order of the bars.
const OWNER_INK: [&str; 4] = ["#1b1a17", "#8f8a7d", "#8a2b0e", "#d9d5c9"];

/// Draws.
struct Sketch {
    out: String,
    /// How far down the next thing stands.
    y: usize,
}

impl Bundle<'_> {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let columns = self.comparison.columns.len();
        let width = LABEL + columns * (COLUMN + GUTTER) + GUTTER;
        let mut sketch = Sketch { out: String::new(), y: 40 };
        sketch.text(GUTTER, 22, "bold", &self.title());
        sketch.y += 30;
        let x = |column: usize| LABEL + GUTTER + column * (COLUMN + GUTTER);
        for column in 0..columns {
            sketch.text(x(column), 14, "bold", &cut(&self.head(column), LETTERS - 4));
        }
        sketch.y += 10;
        for (part, lines) in &self.parts {
            sketch.y += 30;
            sketch.text(GUTTER, 17, "italic", part.described().1);
            sketch.y += 8;
            for line in lines {
                self.band(&mut sketch, line, width, x);
            }
        }
        sketch.y += 34;
        let source = crate::take_along::Citation::new(self, "").text;
        for words in broken(&source, (width - 2 * GUTTER) / 7) {
            sketch.text(GUTTER, 11, "", &words);
            sketch.y += 15;
        }
        let height = sketch.y + 10;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-family=\"Charter, Cambria, Georgia, serif\" fill=\"#1b1a17\"><title>{}</title>\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>{}</svg>\n",
            escaped(&self.title()),
            sketch.out
        )
    }

    fn band(&self, sketch: &mut Sketch, line: &Line, width: usize, x: impl Fn(usize) -> usize) {
        let top = sketch.y;
        sketch.rule(top, GUTTER, width - GUTTER);
        let mut label = broken(&line.label, LABEL_LETTERS);
        label.extend(line.verdict.map(|v| format!("[{}]", v.label())));
        let mut lowest = sketch.column(GUTTER, top, 12, "bold", &label);
        for (column, cell) in line.cells.iter().enumerate() {
            let mut at = top;
            if line.look == Look::Bar {
                at += 10;
                sketch.bar(x(column), at, &cell.entries.iter().map(|e| e.count as usize).collect::<Vec<_>>());
                at += 12;
            }
            let mut words = broken(&self.in_words(line, cell), LETTERS);
            if words.len() > CELL_LINES {
                words.truncate(CELL_LINES);
                words.push("…".to_owned());
            }
            let note = self.note(line, column);
            if !note.is_empty() {
                words.extend(broken(&format!("Own note: {note}"), LETTERS));
            }
            lowest = lowest.max(sketch.column(x(column), at, 13, "", &words));
        }
        sketch.y = lowest + 8;
    }
}

impl Sketch {
    fn text(&mut self, x: usize, size: usize, style: &str, words: &str) {
        let style = match style {
            "bold" => " font-weight=\"bold\"",
            "italic" => " font-style=\"italic\"",
            _ => "",
        };
        self.out += &format!("<text x=\"{x}\" y=\"{}\" font-size=\"{size}\"{style}>{}</text>", self.y, escaped(words));
    }

    /// Lines of text below `top`; the bottom of the last.
    fn column(&mut self, x: usize, top: usize, size: usize, style: &str, lines: &[String]) -> usize {
        let before = self.y;
        self.y = top;
        for words in lines {
            self.y += LEADING;
            self.text(x, size, style, words);
        }
        std::mem::replace(&mut self.y, before)
    }

    fn rule(&mut self, y: usize, from: usize, to: usize) {
        self.out += &format!("<path d=\"M{from} {y}H{to}\" stroke=\"#d9d5c9\"/>");
    }

    fn bar(&mut self, x: usize, y: usize, counts: &[usize]) {
        let all: usize = counts.iter().sum::<usize>().max(1);
        let mut left = 0;
        for (count, ink) in counts.iter().zip(OWNER_INK) {
            let (from, to) = (left * COLUMN / all, (left + count) * COLUMN / all);
            let width = to - from;
            self.out += &format!("<rect x=\"{}\" y=\"{y}\" width=\"{width}\" height=\"9\" fill=\"{ink}\"/>", x + from);
            left += count;
        }
    }
}

/// Text broken into lines of at most `width` characters, at spaces where there are any.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + letters <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(cut(word, width)),
        }
    }
    lines
}

/// At most `width` characters, with an ellipsis where some are missing.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_at_spaces() {
        assert_eq!(broken("one two  three", 7), ["one two", "three"]);
        assert_eq!(broken("abcdefghij", 5), ["abcd…"]);
        assert!(broken(" ", 5).is_empty());
    }
}
