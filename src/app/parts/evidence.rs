//! The sentences behind a number.
use crate::address::{Address, Read};
use crate::desk::Desk;
use crate::markup::html;
use crate::parts::marked::{Mark, marked};
use analysis::comparison::Evidence;
use corpus::Map;
use corpus::Span;
use yew::prelude::*;

/// More than this many sentences are not drawn at once.
const SENTENCES_MAX: usize = 60;

/// The sentences in which the evidence lies, by article, with the evidence marked and a way into the text.
pub(crate) fn evidence(desk: &Desk, found: &[Evidence], rule: &str) -> Html {
    let mut sentences: Map<(u32, Span), Vec<Mark>> = Map::new();
    for e in found {
        let Some(article) = desk.article(e.article) else { continue };
        for index in article.sentences_in(e.span) {
            if let Some(&sentence) = article.sentences.get(index) {
                let mark = Mark::plain(e.span, "mark-here");
                sentences.entry((e.article, sentence)).or_default().push(mark);
            }
        }
    }
    let all = sentences.len();
    let mut by_article: Map<u32, Vec<Html>> = Map::new();
    for ((article, sentence), marks) in sentences.into_iter().take(SENTENCES_MAX) {
        by_article.entry(article).or_default().push(line(desk, article, sentence, &marks));
    }
    html! {
        <div class="evidence">
            <p class="rule"><strong>{ "Why this? " }</strong>{ rule }
                { " " }{ format!("{} in {}.", count(found.len(), "place", "places"), count(all, "sentence", "sentences")) }</p>
            { for by_article.into_iter().map(|(article, lines)| html! {
                <section aria-label={desk.outlet(article)}>
                    <h4><bdi>{ desk.outlet(article) }</bdi></h4>
                    <ol>{ for lines }</ol>
                </section>
            }) }
            if all > SENTENCES_MAX {
                <p>{ format!("The first {SENTENCES_MAX} of {all} sentences are shown.") }</p>
            }
        </div>
    }
}

fn line(desk: &Desk, article: u32, sentence: Span, marks: &[Mark]) -> Html {
    let Some(text) = desk.article(article) else { return html! {} };
    let to = passage_link(desk, article, sentence);
    html! {
        <li>
            <blockquote dir="auto">{ marked(&text.text, desk.without_bullet(article, sentence), marks) }</blockquote>
            <a href={to}>{ "in its context" }</a>
        </li>
    }
}

/// The address of a passage in the Read view.
pub(crate) fn passage_link(desk: &Desk, article: u32, at: Span) -> AttrValue {
    let id = desk.article(article).map(|a| a.id.clone()).unwrap_or_default();
    Address::Read(Read { articles: vec![id], at: Some(desk.in_whole(article, at)), ..Read::default() }).print().into()
}

/// “1 place”, “3 places”.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
