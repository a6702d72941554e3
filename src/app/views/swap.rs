//! The swap lens: one outlet's passages on the event, read with another outlet's words in their place.
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::passage_link;
use crate::state::{Action, State};
use crate::views::sheet::Made;
use analysis::naming::swap;
use corpus::Span;
use yew::prelude::*;

/// Two choices and the passages; nothing where there are no two outlets.
pub(crate) fn swap_lens(
    made: &Made,
    chosen: Option<&(String, String)>,
    dispatcher: &UseReducerDispatcher<State>,
) -> Option<Html> {
    let articles: Vec<u32> =
        made.comparison.columns.iter().filter_map(|c| c.tellings.first()).map(|t| t.article).collect();
    if made.comparison.events.len() != 1 || articles.len() < 2 {
        return None;
    }
    let desk = &made.desk;
    let id = |article: u32| desk.article(article).map(|a| a.id.clone()).unwrap_or_default();
    let number = |id: &str| desk.article_by_id(id).filter(|a| articles.contains(a));
    let pair = chosen.and_then(|(a, b)| Some((number(a)?, number(b)?)));
    let select = |label: &'static str, first: bool| {
        let now = pair.map(|(a, b)| if first { a } else { b });
        let other = pair.map_or_else(
            || if first { articles.get(1) } else { articles.first() }.copied(),
            |(a, b)| Some(if first { b } else { a }),
        );
        let (dispatcher, other) = (dispatcher.clone(), other.map(id).unwrap_or_default());
        let onchange = Callback::from(move |event: Event| {
            let value = effects::chosen(&event);
            let pair = if first { (value.clone(), other.clone()) } else { (other.clone(), value.clone()) };
            dispatcher.dispatch(Action::Swap((!value.is_empty()).then_some(pair)));
        });
        html! {
            <label>{ label }
                <select {onchange}>
                    <option value="" selected={now.is_none().then_some("selected")}>{ "choose …" }</option>
                    { for articles.iter().enumerate().map(|(n, a)| html! {
                        <option value={id(*a)} selected={(now == Some(*a)).then_some("selected")}>{ made.head(n) }</option>
                    }) }
                </select>
            </label>
        }
    };
    let read = pair.filter(|(a, b)| a != b).map(|(a, b)| passages(made, a, b));
    Some(html! {
        <div class="swap">
            <p><strong>{ "Swap lens. " }</strong>{ select("Read ", true) }{ select(" with the words of ", false) }</p>
            if let Some(read) = read { { read } }
        </div>
    })
}

fn passages(made: &Made, reader: u32, words_of: u32) -> Html {
    let desk = &made.desk;
    let telling = made.comparison.columns.iter().flat_map(|c| &c.tellings).find(|t| t.article == reader);
    let Some((telling, article)) = telling.zip(desk.article(reader)) else { return html! {} };
    let passage = |span: Span| {
        let swapped = swap(&desk.collection, &desk.reading, reader, words_of, span);
        let mut at = desk.without_bullet(reader, span).start;
        let mut words: Vec<Html> = Vec::new();
        for s in &swapped {
            words.push(html! { { Span { start: at, end: s.span.start }.of(&article.text).to_owned() } });
            words.push(html! { <><del>{ s.span.of(&article.text).to_owned() }</del>{ " " }<ins>{ &s.with }</ins></> });
            at = s.span.end;
        }
        words.push(html! { { Span { start: at, end: span.end }.of(&article.text).to_owned() } });
        html! {
            <p class="passage" dir="auto">{ for words }{ " " }
                <a class="into" href={passage_link(desk, reader, span)} aria-label="Read in its context">{ "¶" }</a></p>
        }
    };
    html! { <div class="swapped">{ for telling.sentences().map(passage) }</div> }
}
