//! The filters of a search: facets with live counts, what is chosen, and the rest of a facet's values.
use crate::Context;
use crate::address::{Address, Find};
use crate::ask::use_answer;
use crate::effects;
use crate::markup::html;
use crate::views::find::{Finder, finding};
use analysis::take_along::days;
use corpus::Gather;
use library::finding::{FacetList, MoreValues, Value};
use yew::prelude::*;

/// Values of a facet that are asked for at once when the rest is opened.
const VALUES_MORE: u32 = 40;

/// Every facet that has a value; days are chosen in the histogram, and here only taken back.
pub(crate) fn facets(finder: &Finder) -> Html {
    let facet = |list: &FacetList| {
        if list.facet == "date" && !finder.at.chosen.contains_key("date") {
            return html! {};
        }
        let more = yew::html! {
            <Others context={finder.context.clone()} at={finder.at.clone()} list={list.clone()} />
        };
        html! {
            <fieldset>
                <legend>{ &list.label }</legend>
                <ul>{ for list.values.iter().map(|v| value(&finder.context, &finder.at, &list.facet, v)) }</ul>
                if list.more > 0 { { more } }
            </fieldset>
        }
    };
    html! {
        <>
        <p class="small">{ "Within a group one of the chosen values must hold, across groups all. Counts are of passages: now, of all." }</p>
        <div class="facets">{ for finder.found.facets.iter().map(facet) }</div>
        </>
    }
}

fn is_chosen(at: &Find, facet: &str, key: &str) -> bool {
    at.chosen.get(facet).is_some_and(|keys| keys.iter().any(|k| k == key))
}

/// The search with a value chosen, or without it where it was.
fn turned(at: &Find, facet: &str, key: &str) -> Address {
    let mut chosen = at.chosen.clone();
    let keys = chosen.entry(facet.to_owned()).or_default();
    match keys.iter().position(|k| k == key) {
        Some(n) => drop(keys.remove(n)),
        None => keys.push(key.to_owned()),
    }
    let chosen = chosen.into_iter().filter(|(_, keys)| !keys.is_empty()).gather();
    Address::Find(Find { chosen, ..at.clone() })
}

fn value(context: &Context, at: &Find, facet: &str, value: &Value) -> Html {
    let to = turned(at, facet, &value.key);
    html! {
        <li class={(value.now == 0).then_some("none")}>
            <label>
                <input type="checkbox" checked={is_chosen(at, facet, &value.key)} onchange={context.go::<Event>(to)} />
                <bdi class="value">{ &value.label }</bdi>
                <span class="counts"><b>{ value.now }</b>{ format!(" of {}", value.total) }</span>
            </label>
        </li>
    }
}

/// What is chosen, each with a button that takes it back.
pub(crate) fn chips(finder: &Finder) -> Html {
    let at = &finder.at;
    let mut chips = Vec::new();
    let mut chip = |what: &str, words: &str, to: Address| {
        let go = finder.context.go::<MouseEvent>(to);
        // The button is gone then: the focus goes where the new counts are.
        let onclick = Callback::from(move |event: MouseEvent| {
            go.emit(event);
            effects::focus("found");
        });
        chips.push(html! {
            <li><button type="button" {onclick}><span class="visually-hidden">{ "Take away " }</span>{ format!("{what}: ") }<bdi>{ words }</bdi>
                <span aria-hidden="true">{ " ×" }</span></button></li>
        });
    };
    for (facet, keys) in &at.chosen {
        let list = finder.found.facets.iter().find(|l| l.facet == *facet);
        for key in keys {
            let known = list.and_then(|l| l.values.iter().find(|v| v.key == *key));
            chip(list.map_or(facet, |l| &l.label), known.map_or(key, |v| &v.label), turned(at, facet, key));
        }
    }
    let words = match (at.first_day, at.last_day) {
        (Some(first), Some(last)) => days(first, last),
        (Some(first), None) => format!("from {}", first.short()),
        (None, Some(last)) => format!("to {}", last.short()),
        (None, None) => String::new(),
    };
    if !words.is_empty() {
        chip("Days", &words, Address::Find(Find { first_day: None, last_day: None, ..at.clone() }));
    }
    if chips.is_empty() {
        return html! {};
    }
    let bare = Find { query: at.query.clone(), show: at.show, exact_spelling: at.exact_spelling, ..Find::default() };
    html! {
        <ul class="chips" aria-label="Chosen filters">{ for chips }<li>{ finder.button("Clear all", bare, None) }</li></ul>
    }
}

#[derive(Properties, PartialEq)]
struct OthersProps {
    context: Context,
    at: Find,
    list: FacetList,
}

/// A button that opens the other values of a facet.
#[component]
fn Others(props: &OthersProps) -> Html {
    let open = use_state_eq(|| false);
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let opened = if *open {
        yew::html! { <Opened context={props.context.clone()} at={props.at.clone()} list={props.list.clone()} /> }
    } else {
        html! {}
    };
    html! {
        <>
        <button class="more" type="button" aria-expanded={open.to_string()} {onclick}>{ format!("{} more", props.list.more) }</button>
        { opened }
        </>
    }
}

/// The other values of a facet, those with certain words.
#[component]
fn Opened(props: &OthersProps) -> Html {
    let with = use_state_eq(String::new);
    let most = use_state_eq(|| VALUES_MORE);
    let (at, list) = (&props.at, &props.list);
    let answered = use_answer(
        &props.context,
        MoreValues { finding: finding(at), facet: list.facet.clone(), with: (*with).clone(), from: 0, most: *most },
    );
    let oninput = {
        let with = with.clone();
        Callback::from(move |event: InputEvent| with.set(effects::chosen(&event)))
    };
    let further = {
        let most = most.clone();
        Callback::from(move |_: MouseEvent| most.set(*most + VALUES_MORE))
    };
    let all = answered.answer.unwrap_or_default();
    // Those that are shown above are not shown again, unless they were asked for by name.
    let shown = |v: &&Value| !with.is_empty() || list.values.iter().all(|first| first.key != v.key);
    let values = all.values.iter().filter(shown).map(|v| value(&props.context, at, &list.facet, v));
    let rest = all.total.saturating_sub(all.values.len() as u32);
    html! {
        <>
        <label class="with"><span class="visually-hidden">{ format!("{} with these words", list.label) }</span>
            <input type="search" placeholder="with these words" value={(*with).clone()} {oninput} /></label>
        <ul>{ for values }</ul>
        if rest > 0 { <button class="more" type="button" onclick={further}>{ format!("{rest} more still") }</button> }
        </>
    }
}
