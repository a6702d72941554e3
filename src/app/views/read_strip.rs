//! The strip beside a text: where its marks lie, from its first line to its last, a lane for each layer.
//!
//! Every paragraph with marks is a link to it, every mention of the chosen name one to the mention; in words the strip
//! tells how many marks lie in each third.
use crate::layers::{Layer, Layers};
use crate::markup::html;
use crate::views::read::Found;
use corpus::{Article, BlockKind, Lower, Span};
use yew::prelude::Html;

/// Height of the strip; all measures are relative to it.
const HEIGHT: u32 = 1000;
/// No mark is lower than this, or it could not be seen.
const LEAST: u32 = 6;
/// Width of a lane.
const LANE: usize = 10;

/// What the strip shows, in its own measures.
struct Scale {
    from: u32,
    to: u32,
}

impl Scale {
    fn of(article: &Article) -> Option<Self> {
        let mut told = article.blocks.iter().filter(|b| b.kind.is_content() && b.kind != BlockKind::Headline);
        let first = told.next()?.span;
        let last = told.next_back().map_or(first, |b| b.span);
        (last.end > first.start).then_some(Self { from: first.start, to: last.end })
    }

    fn y(&self, at: u32) -> u32 {
        let past = u64::from(at.clamp(self.from, self.to) - self.from) * u64::from(HEIGHT);
        u32::try_from(past / u64::from(self.to - self.from)).unwrap_or(HEIGHT)
    }

    /// A box in a lane, as a path.
    fn path(&self, lane: usize, span: Span) -> String {
        let high = (self.y(span.end) - self.y(span.start)).max(LEAST);
        let top = self.y(span.start).min(HEIGHT - high.min(HEIGHT));
        format!("M{} {top}h8v{high}h-8z", lane * LANE + 1)
    }
}

/// How many of these lie in the first, second and last third.
fn thirds(scale: &Scale, spans: &[Span]) -> [usize; 3] {
    let mut thirds = [0; 3];
    for span in spans {
        if let Some(third) = thirds.get_mut((scale.y(span.start) * 3 / HEIGHT) as usize) {
            *third += 1;
        }
    }
    thirds
}

/// The strip of a text; nothing where nothing is marked. `chosen` are the mentions of the chosen name with their numbers.
pub(crate) fn strip(
    label: String,
    article: &Article,
    found: &[Found],
    layers: Layers,
    chosen: &[(usize, Span)],
    to_passage: impl Fn(Span) -> String,
    to_mention: impl Fn(usize) -> String,
) -> Html {
    let Some(scale) = Scale::of(article) else { return html! {} };
    let of = |layer: Layer| found.iter().filter(|f| f.layer == layer).map(|f| f.span).collect::<Vec<_>>();
    let mut lanes: Vec<(Layer, Vec<Span>)> = layers.iter().map(|layer| (layer, of(layer))).collect();
    lanes.retain(|(_, spans)| !spans.is_empty());
    if lanes.is_empty() && chosen.is_empty() {
        return html! {};
    }
    let width = (lanes.len() + usize::from(!chosen.is_empty())) * LANE;
    let draw = |(lane, (layer, spans)): (usize, &(Layer, Vec<Span>))| {
        let path: String = spans.iter().map(|span| scale.path(lane, *span)).collect();
        html! { <path class={layer.tick()} d={path} /> }
    };
    let paragraph = |(n, span): (usize, Span)| {
        let inside = |spans: &[Span]| spans.iter().filter(|s| s.overlaps(span)).count();
        let counts = lanes.iter().map(|(layer, spans)| (layer, inside(spans))).filter(|(_, n)| *n > 0);
        let counts: Vec<String> = counts.map(|(layer, n)| format!("{} {n}", layer.label().lower())).collect();
        let (top, bottom) = (scale.y(span.start), scale.y(span.end));
        (!counts.is_empty()).then(|| {
            html! {
                <a href={to_passage(span)} aria-label={format!("Paragraph {n}: {}", counts.join(", "))}>
                    <rect x="0" y={top.to_string()} width={width.to_string()} height={(bottom - top).to_string()} />
                </a>
            }
        })
    };
    let mention = |(n, span): &(usize, Span)| {
        html! {
            <a href={to_mention(*n)} aria-label={format!("Mention {n}: {}", span.in_one_line(&article.text))}>
                <path class="tick-who" d={scale.path(lanes.len(), *span)} />
            </a>
        }
    };
    let in_words: Vec<String> = lanes
        .iter()
        .map(|(layer, spans)| (layer.label(), thirds(&scale, spans)))
        .chain((!chosen.is_empty()).then(|| {
            let spans: Vec<Span> = chosen.iter().map(|(_, span)| *span).collect();
            ("The chosen name", thirds(&scale, &spans))
        }))
        .map(|(label, [first, second, third])| format!("{label}: {first}, {second}, {third}"))
        .collect();
    let told = article.blocks.iter().filter(|b| b.kind.is_content() && b.kind != BlockKind::Headline);
    html! {
        <nav class="strip" aria-label={label}>
            <p class="visually-hidden">{ format!("Marks in the first, second and last third of the text. {}.", in_words.join("; ")) }</p>
            <svg viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none">
                { for lanes.iter().enumerate().map(draw) }
                { for (1..).zip(told.map(|b| b.span)).filter_map(paragraph) }
                { for chosen.iter().map(mention) }
            </svg>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lie_where_they_stand_and_are_high_enough_to_be_seen() {
        let scale = Scale { from: 100, to: 300 };
        assert_eq!((scale.y(0), scale.y(100), scale.y(200), scale.y(300), scale.y(999)), (0, 0, 500, 1000, 1000));
        assert_eq!(scale.path(2, Span::new(150, 200)), "M21 250h8v250h-8z");
        assert_eq!(scale.path(0, Span::new(300, 300)), "M1 994h8v6h-8z", "the last is not below the edge");
        let spans = [100, 160, 170, 299].map(|at| Span::new(at, at + 1));
        assert_eq!(thirds(&scale, &spans), [2, 1, 1]);
    }
}
