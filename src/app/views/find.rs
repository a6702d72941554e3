//! Find: search with facets whose counts are live, and hits as passages or as lines (a concordance).
//!
//! What is typed replaces the address (Back leaves the search, not a letter); what is chosen is a step.
use crate::Context;
use crate::address::{Address, Find};
use crate::ask::{Same, use_answer};
use crate::desk::Desk;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::{count, passage_link};
use crate::parts::marked::{Mark, marked};
use crate::state::Action;
use corpus::Gather;
use corpus::Span;
use library::{Extract, Extracting, HeadsOf};
use search::{ExpansionKind, Facet, FacetValue, Hit, Query, QueryNotice, Results, SearchOptions, Selection};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Props of [`FindView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is asked.
    pub at: Find,
}

/// More hits than this are counted but not drawn.
const HITS_MAX: usize = 200;
/// Values of a facet shown before the rest is folded.
const VALUES_MAX: usize = 8;

/// The Find view: asks for the articles.
#[component]
pub(crate) fn FindView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let heads = use_answer(&context, HeadsOf { with: String::new(), from: 0, most: u32::MAX }).answer;
    let ids = heads.map(|heads| heads.heads.iter().map(|h| h.id.clone()).collect());
    let extract = use_answer(&context, Extracting { articles: ids.unwrap_or_default() });
    match extract.answer {
        Some(extract) if extract.collection.articles.len() == context.state.catalogue.articles as usize => yew::html! {
            <FoundView {context} at={props.at.clone()} extract={Same(extract)} />
        },
        _ => html! {},
    }
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    context: Context,
    at: Find,
    extract: Same<Extract>,
}

/// What was found.
#[component]
fn FoundView(props: &FoundProps) -> Html {
    let context = props.context.clone();
    use_effect_with((), |()| {
        effects::write_title("Find – Parallax");
        effects::take_over();
    });
    let indexed = use_memo(props.extract.clone(), |extract| {
        let desk = Desk::lay(&extract.0, &context.state.catalogue);
        let index = search::Index::build(&desk.collection, &desk.reading);
        Indexed { desk, index }
    });
    let at = &props.at;
    let found = use_memo((at.query.clone(), at.chosen.clone(), at.exact_spelling), |_| search(&indexed, at));
    let finder = Finder { context: context.clone(), indexed, at: at.clone(), found };
    html! {
        <article class="find">
            <h1 id="page-title" tabindex="-1">{ "Find" }</h1>
            { finder.form() }
            <div class="finding">
                <aside aria-label="Filters">
                    <details class="fold">
                        <summary>{ "Filters" }</summary>
                        <div class="facets">{ for Facet::ALL.iter().map(|f| finder.facet(*f)) }</div>
                    </details>
                </aside>
                <section class="results" aria-label="Results">{ finder.results() }</section>
            </div>
        </article>
    }
}

struct Indexed {
    desk: Desk,
    index: search::Index,
}

struct Found {
    results: Results,
    notices: Vec<QueryNotice>,
}

fn search(Indexed { index, .. }: &Indexed, at: &Find) -> Found {
    let (query, notices) = Query::parse(&at.query);
    let mut selection = Selection::default();
    for (facet, keys) in &at.chosen {
        if let Some(facet) = Facet::from_name(facet) {
            for key in keys {
                // A value named twice in a link is chosen all the same.
                if !selection.contains(facet, key) {
                    selection.toggle(facet, key);
                }
            }
        }
    }
    let options = SearchOptions { variants: !at.exact_spelling, hits_max: HITS_MAX, ..SearchOptions::default() };
    // All of the index is here, so nothing can be missing.
    Found { results: index.search(&query, &selection, options).unwrap_or_default(), notices }
}

struct Finder {
    context: Context,
    indexed: Rc<Indexed>,
    at: Find,
    found: Rc<Found>,
}

impl Finder {
    fn desk(&self) -> &Desk {
        &self.indexed.desk
    }

    fn form(&self) -> Html {
        let typed = {
            let (at, dispatcher) = (self.at.clone(), self.context.state.dispatcher());
            Callback::from(move |event: InputEvent| {
                if let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
                    dispatcher.dispatch(Action::Type(Address::Find(Find { query: input.value(), ..at.clone() })));
                }
            })
        };
        let stay = Callback::from(|event: SubmitEvent| event.prevent_default());
        let r = &self.found.results;
        html! {
            <form class="ask" role="search" onsubmit={stay}>
                <label for="query">{ "Words, \"phrases\", prefix*, fuzzy~, AND OR NOT, speaker:name, in:quote" }</label>
                <input id="query" type="search" autocomplete="off" spellcheck="false" value={self.at.query.clone()} oninput={typed} aria-describedby="found" />
                <p id="found" class="found" role="status">
                    { format!("{} of {} in {}", r.total_passages, count(self.indexed.index.passage_count() as usize, "passage", "passages"),
                        count(r.total_articles as usize, "article", "articles")) }
                </p>
                { for self.found.notices.iter().map(|n| html! { <p class="notice">{ &n.hint }</p> }) }
                { self.spellings() }
                <div class="switches" role="group" aria-label="Show hits as">
                    { self.mode("Passages", false) }{ self.mode("Lines", true) }
                </div>
            </form>
        }
    }

    fn mode(&self, label: &'static str, lines: bool) -> Html {
        let to = Address::Find(Find { lines, ..self.at.clone() });
        html! {
            <button type="button" aria-pressed={(self.at.lines == lines).to_string()} onclick={self.context.go::<MouseEvent>(to)}>{ label }</button>
        }
    }

    /// What was looked for beside what was typed, and the switch for it.
    fn spellings(&self) -> Html {
        let switch = |label: &'static str, exact_spelling: bool| {
            let to = Address::Find(Find { exact_spelling, ..self.at.clone() });
            html! { <button type="button" onclick={self.context.go::<MouseEvent>(to)}>{ label }</button> }
        };
        let also = self.found.results.expanded.iter().map(|e| {
            let how = match e.kind {
                ExpansionKind::Name => "the same name",
                ExpansionKind::Number => "singular or plural",
                ExpansionKind::Prefix => "begins so",
                ExpansionKind::Near => "one letter away",
            };
            let rest = (e.total as usize).saturating_sub(e.forms.len());
            html! {
                <li>{ format!("{}: also ", e.typed) }<bdi>{ e.forms.join(", ") }</bdi>
                    { if rest > 0 { format!(" and {rest} more") } else { String::new() } }{ format!(" ({how})") }</li>
            }
        });
        let any_name = self.found.results.expanded.iter().any(|e| e.kind == ExpansionKind::Name);
        html! {
            <>
            if !self.found.results.expanded.is_empty() { <ul class="also" aria-label="Also looked for">{ for also }</ul> }
            if any_name { { switch("Only the spelling I typed", true) } }
            if self.at.exact_spelling { { switch("All spellings of a name", false) } }
            </>
        }
    }

    fn facet(&self, facet: Facet) -> Html {
        let values = self.indexed.index.facet_values(&self.found.results, facet);
        if values.is_empty() {
            return html! {};
        }
        let label = facet_label(facet);
        let (first, rest) = values.split_at(values.len().min(VALUES_MAX));
        let hidden_choice = rest.iter().any(|v| v.selected);
        html! {
            <fieldset>
                <legend>{ label }</legend>
                <ul>{ for first.iter().map(|v| self.value(facet, v)) }</ul>
                if !rest.is_empty() {
                    <details open={hidden_choice}>
                        <summary>{ format!("{} more", rest.len()) }</summary>
                        <ul>{ for rest.iter().map(|v| self.value(facet, v)) }</ul>
                    </details>
                }
            </fieldset>
        }
    }

    fn value(&self, facet: Facet, value: &FacetValue) -> Html {
        let mut chosen = self.at.chosen.clone();
        let keys = chosen.entry(facet.name().to_owned()).or_default();
        if value.selected {
            keys.retain(|k| k != value.key);
        } else {
            keys.push(value.key.to_owned());
        }
        let chosen = chosen.into_iter().filter(|(_, keys)| !keys.is_empty()).gather();
        let to = Address::Find(Find { chosen, ..self.at.clone() });
        html! {
            <li class={(value.now.passages == 0).then_some("none")}>
                <label>
                    <input type="checkbox" checked={value.selected} onchange={self.context.go::<Event>(to)} />
                    <bdi class="value">{ value.label.to_owned() }</bdi>
                    <span class="counts" aria-label={format!("{} of {} passages", value.now.passages, value.total.passages)}>
                        <b>{ value.now.passages }</b>{ format!("/{}", value.total.passages) }</span>
                </label>
            </li>
        }
    }

    fn results(&self) -> Html {
        let r = &self.found.results;
        if r.hits.is_empty() {
            let clear = Address::Find(Find::default());
            return html! {
                <p class="nothing">{ "No passage matches. Try fewer words, a prefix* or take a filter away. " }
                    <a href={clear.print()}>{ "Start over" }</a></p>
            };
        }
        html! {
            <>
            if self.at.lines { { self.lines() } } else {
                <ol class="passages">{ for r.hits.iter().map(|h| self.passage(h)) }</ol>
            }
            if r.total_passages as usize > r.hits.len() {
                <p class="nothing">{ format!("The first {} of {} passages are shown: add a word or a filter to see the others.", r.hits.len(), r.total_passages) }</p>
            }
            </>
        }
    }

    fn passage(&self, hit: &Hit) -> Html {
        let desk = self.desk();
        let Some(article) = desk.article(hit.article) else { return html! {} };
        let excerpt = self.indexed.index.excerpt(article, &self.found.results, hit);
        let marks: Vec<Mark> = excerpt.marks.iter().map(|s| Mark::plain(*s, "mark-hit")).collect();
        html! {
            <li>
                <p class="from"><bdi>{ desk.outlet(hit.article) }</bdi>{ " " }<a href={passage_link(desk, hit.article, excerpt.span)}>{ "in its context" }</a></p>
                <blockquote dir="auto">{ marked(&article.text, desk.without_bullet(hit.article, excerpt.span), &marks) }</blockquote>
            </li>
        }
    }

    /// One line per hit, the words looked for below each other.
    fn lines(&self) -> Html {
        let desk = self.desk();
        let line = |hit: &Hit| -> Vec<Html> {
            let Some(article) = desk.article(hit.article) else { return Vec::new() };
            let excerpt = self.indexed.index.excerpt(article, &self.found.results, hit);
            let whole = excerpt.span;
            let middle =
                if excerpt.marks.is_empty() { vec![Span { end: whole.start, ..whole }] } else { excerpt.marks };
            let of = |span: Span| span.of(&article.text).to_owned();
            middle
                .into_iter()
                .map(|mark| html! {
                    <tr>
                        <th scope="row"><a href={passage_link(desk, hit.article, whole)}><bdi>{ desk.outlet(hit.article) }</bdi></a></th>
                        <td class="left"><span>{ of(Span { start: whole.start, end: mark.start }) }</span></td>
                        <td class="hit"><mark class="mark-hit">{ of(mark) }</mark></td>
                        <td class="right"><span>{ of(Span { start: mark.end, end: whole.end }) }</span></td>
                    </tr>
                })
                .collect()
        };
        html! {
            <div class="concordance" role="region" aria-label="Hits as lines" tabindex="0">
                <table>
                    <caption class="visually-hidden">{ "One line per hit: outlet, words before, hit, words after" }</caption>
                    <colgroup><col class="col-outlet" /><col class="col-side" /><col class="col-hit" /><col class="col-side" /></colgroup>
                    <thead><tr>{ for ["Outlet", "Before", "Hit", "After"].into_iter().map(|h| html! { <th scope="col">{ h }</th> }) }</tr></thead>
                    <tbody>{ for self.found.results.hits.iter().flat_map(line) }</tbody>
                </table>
            </div>
        }
    }
}

fn facet_label(facet: Facet) -> &'static str {
    match facet {
        Facet::Outlet => "Outlet",
        Facet::Event => "Event",
        Facet::Person => "Person",
        Facet::Organisation => "Organisation",
        Facet::Place => "Place",
        Facet::Speaker => "Speaker",
        Facet::Date => "Date of the article",
    }
}
