//! Find: what is typed and chosen, and what it finds.
//!
//! What is typed replaces the address (Back leaves the search, not a letter); what is chosen is a step. While an answer
//! is on its way, the one before stays. The filters are in `filters.rs`, the hits in `hits.rs`, what is kept of a search
//! in `searches.rs`.
use crate::Context;
use crate::address::{Address, Find};
use crate::ask::use_answer;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::parts::histogram::{Bar, Histogram};
use crate::parts::live::Live;
use crate::parts::stretch::{LongList, Stretch};
use crate::state::Action;
use crate::views::filters;
use crate::views::hits;
use crate::views::searches::Searches;
use analysis::take_along::days;
use corpus::Date;
use library::finding::{Finding, Found, LineOrder, REACH, Show};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`FindView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is asked.
    pub at: Find,
}

/// Rows that are drawn at once.
const MOST: u32 = 100;

/// The Find view.
#[component]
pub(crate) fn FindView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    use_effect_with((), |()| {
        effects::write_title("Find – Parallax");
        effects::take_over();
    });
    // The list that was scrolled, and where its stretch begins.
    let scrolled = use_state_eq(|| (Finding::default(), 0));
    let asked = finding(&props.at);
    let from = if scrolled.0 == asked { scrolled.1 } else { 0 };
    let answered = use_answer(&context, Finding { from, most: MOST, ..asked.clone() });
    let on_want = {
        let asked = asked.clone();
        Callback::from(move |from: u32| scrolled.set((asked.clone(), from)))
    };
    // Whether the days are unfolded at first; from then on the reader folds them.
    let unfolded = *use_state(|| props.at.first_day.is_some() || props.at.last_day.is_some());
    let ready = answered.answer.is_some();
    let finder = Finder { context, at: props.at.clone(), asked, found: answered.answer.unwrap_or_default() };
    let told = if ready { finder.told() } else { "Searching …".to_owned() };
    html! {
        <article class="find">
            <h1 id="page-title" tabindex="-1">{ "Find" }</h1>
            { finder.form(&told) }
            <div class="finding">
                <aside aria-label="Filters">
                    <details class="fold">
                        <summary>{ "Filters" }</summary>
                        { filters::facets(&finder) }
                    </details>
                </aside>
                <section class="results" aria-label="Results" aria-busy={answered.waiting.to_string()}>
                    { filters::chips(&finder) }
                    { finder.when(unfolded) }
                    { finder.switches() }
                    if ready { { finder.results(on_want) } }
                </section>
            </div>
        </article>
    }
}

/// What the address asks.
pub(crate) fn finding(at: &Find) -> Finding {
    Finding {
        query: at.query.clone(),
        chosen: at.chosen.clone(),
        exact_spelling: at.exact_spelling,
        first_day: at.first_day,
        last_day: at.last_day,
        show: at.show,
        from: 0,
        most: 0,
    }
}

/// A search with what it found.
pub(crate) struct Finder {
    /// The library and the state.
    pub context: Context,
    /// What is asked now.
    pub at: Find,
    /// It as a question, without a stretch.
    pub asked: Finding,
    /// What was found; while a newer answer is on its way, the one before.
    pub found: Rc<Found>,
}

impl Finder {
    /// A button that leads to another search.
    pub(crate) fn button(&self, label: &'static str, to: Find, pressed: Option<bool>) -> Html {
        let onclick = self.context.go::<MouseEvent>(Address::Find(to));
        html! { <button type="button" aria-pressed={pressed.map(|p| p.to_string())} {onclick}>{ label }</button> }
    }

    fn told(&self) -> String {
        let r = &self.found;
        let (all, articles) = (r.passages as usize, r.total_articles as usize);
        format!(
            "{} of {} in {}",
            r.total_passages,
            count(all, "passage", "passages"),
            count(articles, "article", "articles")
        )
    }

    fn form(&self, told: &str) -> Html {
        let typed = {
            let (at, dispatcher) = (self.at.clone(), self.context.state.dispatcher());
            Callback::from(move |event: InputEvent| {
                let query = effects::chosen(&event);
                dispatcher.dispatch(Action::Type(Address::Find(Find { query, ..at.clone() })));
            })
        };
        let stay = Callback::from(|event: SubmitEvent| event.prevent_default());
        let live = yew::html! { <Live text={told.to_owned()} /> };
        let remark =
            |r: &library::finding::Remark| html! { <li>{ format!("At character {}: ", r.at) }{ &r.hint }</li> };
        html! {
            <form class="ask" role="search" onsubmit={stay}>
                <label for="query">{ "Words, \"phrases\", prefix*, fuzzy~, AND OR NOT, speaker:name, in:quote" }</label>
                <input id="query" type="search" autocomplete="off" spellcheck="false" value={self.at.query.clone()} oninput={typed} aria-describedby="found" />
                <p id="found" class="found" tabindex="-1">{ told }</p>
                { live }
                if !self.found.remarks.is_empty() {
                    <ul class="notice" aria-label="What could not be read">{ for self.found.remarks.iter().map(remark) }</ul>
                }
                { self.spellings() }
                { self.help() }
            </form>
        }
    }

    /// What was looked for beside what was typed, and the switch for it.
    fn spellings(&self) -> Html {
        let switch = |label, exact_spelling| self.button(label, Find { exact_spelling, ..self.at.clone() }, None);
        let also = |a: &library::finding::Also| {
            let rest = if a.more > 0 { format!(" and {} more", a.more) } else { String::new() };
            html! { <li>{ format!("{}: also ", a.typed) }<bdi>{ a.forms.join(", ") }</bdi>{ rest }{ format!(" ({})", a.how) }</li> }
        };
        html! {
            <>
            if !self.found.also.is_empty() { <ul class="also" aria-label="Also looked for">{ for self.found.also.iter().map(also) }</ul> }
            if self.found.other_names { { switch("Only the spelling I typed", true) } }
            if self.at.exact_spelling { { switch("All spellings of a name", false) } }
            </>
        }
    }

    /// What can be typed, each as a link that tries it.
    fn help(&self) -> Html {
        let day = self.found.days.last().map(|bar| bar.first.to_string());
        let row = |(typed, finds): (String, &'static str)| {
            let to = Address::Find(Find { query: typed.clone(), ..Find::default() });
            html! { <tr><th scope="row"><a href={to.print()}>{ typed }</a></th><td>{ finds }</td></tr> }
        };
        let dated = day.into_iter().map(|day| {
            (format!("after:{day}"), "articles dated later; also before: and on:, with a day, month or year")
        });
        let examples = EXAMPLES.into_iter().map(|(typed, finds)| (typed.to_owned(), finds)).chain(dated);
        html! {
            <details class="help">
                <summary>{ "What can be typed" }</summary>
                <table>
                    <caption class="visually-hidden">{ "The query language by examples" }</caption>
                    <thead><tr><th scope="col">{ "Typed" }</th><th scope="col">{ "Finds sentences" }</th></tr></thead>
                    <tbody>{ for examples.map(row) }</tbody>
                </table>
            </details>
        }
    }

    /// The passages by time, from which days can be chosen.
    fn when(&self, unfolded: bool) -> Html {
        let found = &self.found;
        let bar = |b: &library::finding::DayBar| Bar {
            label: days(b.first, b.last),
            from: b.first,
            to: b.last,
            value: b.found,
            value_of_all: b.all,
            uncertain: 0,
        };
        let bars: Rc<Vec<Bar>> = Rc::new(found.days.iter().map(bar).collect());
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
        let any = self.at.first_day.is_some() || self.at.last_day.is_some();
        let chosen = any.then(|| (self.at.first_day.unwrap_or(first.from), self.at.last_day.unwrap_or(last.to)));
        let on_choose = {
            let (at, dispatcher) = (self.at.clone(), self.context.state.dispatcher());
            Callback::from(move |days: Option<(Date, Date)>| {
                let (first_day, last_day) = (days.map(|d| d.0), days.map(|d| d.1));
                dispatcher.dispatch(Action::Go(Address::Find(Find { first_day, last_day, ..at.clone() })));
            })
        };
        let histogram = yew::html! {
            <Histogram label="Passages by date of the article" unit={("passage", "passages")} {bars} {chosen} {on_choose} />
        };
        let undated = match found.undated {
            (_, 0) => String::new(),
            (now, all) => format!(
                "{now} of {} without a date are not among the bars.",
                count(all as usize, "passage", "passages")
            ),
        };
        html! {
            <details class="found-days" open={unfolded}>
                <summary>{ "When" }</summary>
                { histogram }
                <p class="small">{ undated }</p>
            </details>
        }
    }

    /// How hits are shown, and in which order.
    fn switches(&self) -> Html {
        let shown = |label, show: Show| {
            let same = std::mem::discriminant(&show) == std::mem::discriminant(&self.at.show);
            self.button(label, Find { show, ..self.at.clone() }, Some(same))
        };
        let order = match self.at.show {
            Show::Lines(order) => order,
            _ => LineOrder::Reading,
        };
        let sorted = |label, by: LineOrder| {
            self.button(label, Find { show: Show::Lines(by), ..self.at.clone() }, Some(by == order))
        };
        let searches = yew::html! { <Searches context={self.context.clone()} at={self.at.clone()} /> };
        html! {
            <div class="switches">
                <div role="group" aria-label="Show hits as">
                    { shown("Passages", Show::Passages) }{ shown("Lines", Show::Lines(order)) }{ shown("Plot", Show::Plot) }
                </div>
                if matches!(self.at.show, Show::Lines(_)) {
                    <div role="group" aria-label="Sort lines by">
                        <span class="small" aria-hidden="true">{ "Sort by" }</span>{ sorted("Word before", LineOrder::Left) }{ sorted("Reading order", LineOrder::Reading) }{ sorted("Word after", LineOrder::Right) }
                    </div>
                }
                { searches }
            </div>
        }
    }

    fn results(&self, on_want: Callback<u32>) -> Html {
        let found = &self.found;
        if found.total_passages == 0 {
            let clear = Address::Find(Find { show: self.at.show, ..Find::default() });
            return html! {
                <p class="nothing">{ "No passage matches. Try fewer words, a prefix* or take a filter away. " }
                    <a href={clear.print()}>{ "Start over" }</a></p>
            };
        }
        let (rows, drawn) = hits::rows(self);
        let stretch = Stretch { total: found.rows_total, from: found.from, drawn, most: MOST };
        let list = yew::html! { <LongList {stretch} {on_want}>{ rows }</LongList> };
        let first = if self.at.show == Show::Passages { "best" } else { "first" };
        html! {
            <>
            if found.total_passages > found.reached {
                <p class="small">{ format!("The list is made of the {first} {REACH} of {} passages: add a word or a filter to reach the others.", found.total_passages) }</p>
            }
            { hits::lead(self) }
            { list }
            </>
        }
    }
}

/// What can be typed, and what it finds.
const EXAMPLES: [(&str, &str); 13] = [
    ("talks plan", "with both words, singular or plural, and with other spellings of a name"),
    ("\"on the table\"", "with exactly these words in this order"),
    ("negotiat*", "with a word that begins so"),
    ("goverment~", "with a word at most one letter away"),
    ("talks OR meeting", "with one of them; AND binds closer than OR"),
    ("talks -plan", "without a word; also NOT plan"),
    ("(talks OR meeting) plan", "grouped"),
    ("said:plan", "with the word in something attributed"),
    ("quote:plan", "with the word inside quotation marks"),
    ("in:headline", "that are a headline"),
    ("in:quote plan", "whose words, here, stand inside quotation marks"),
    ("speaker:president", "with words of a speaker of this name"),
    ("person:president", "that name somebody; also outlet:, event:, organisation:, place:"),
];
