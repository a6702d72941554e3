//! Compare: how the outlets told an event, or several events side by side.
//!
//! One table: its columns are the outlets (or the events), its row groups the aspects. Overview first, then
//! the words. Every number is a button that opens its sentences in a row below it.
use crate::Context;
use crate::address::{Address, CellKey, Compare};
use crate::desk::Desk;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::{count, evidence, passage_link};
use crate::parts::introduction;
use crate::parts::marked::{Mark, marked};
use crate::state::{Action, State};
use analysis::account::{Account, Strand};
use analysis::compare::{Cell, Column, Comparison, Gap, Item, OWNERS, Row, compare, tellers};
use corpus::Span;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`CompareView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to compare, and which number is open.
    pub at: Compare,
}

/// The Compare view.
#[component]
pub(crate) fn CompareView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let desk = context.desk.clone();
    let events = chosen_events(&desk, &props.at);
    let articles: Vec<u32> = props.at.outlets.iter().filter_map(|id| desk.article_by_id(id)).collect();
    let comparison = use_memo((events.clone(), articles), |(events, articles)| {
        compare(&desk.collection, &desk.reading, events, articles)
    });
    // Sheaves of lines are drawn one by one, so that the browser can answer in between; the build draws them all.
    let lines = use_memo(Rc::as_ptr(&comparison), |_| Lines::of(&comparison, &desk));
    let drawn = use_state(|| if cfg!(target_arch = "wasm32") { 0 } else { usize::MAX });
    {
        let drawn = drawn.clone();
        use_effect_with((*drawn, lines.sheaves()), move |&(n, all)| {
            let next = (n < all).then(|| Timeout::new(0, move || drawn.set(n + 1)));
            if next.is_none() {
                effects::take_over();
            }
            move || drop(next)
        });
    }
    use_effect_with(title(&desk, &events), |title| effects::write_title(title));
    html! {
        <article class="compare">
            { heading(&desk, &events, &comparison) }
            { chips(&desk, &events) }
            { honest_n(&desk, &events, &comparison) }
            if comparison.columns.is_empty() {
                <p class="nothing">{ "No article of this corpus tells this event." }</p>
            } else {
                <div class="tools">
                    { jumps() }
                    { outlets(&context, &props.at, &comparison.events) }
                </div>
                { sheet(&context, &props.at, &comparison, &lines, *drawn) }
            }
        </article>
    }
}

/// The events of the address, or the one that most outlets tell.
fn chosen_events(desk: &Desk, at: &Compare) -> Vec<u32> {
    let chosen: Vec<u32> = at.events.iter().filter_map(|id| desk.event_by_id(id)).collect();
    if chosen.is_empty() { desk.events().into_iter().take(1).collect() } else { chosen }
}

fn event_name(desk: &Desk, event: u32) -> String {
    desk.event(event).map_or_else(String::new, |e| e.name.clone())
}

fn title(desk: &Desk, events: &[u32]) -> String {
    let names: Vec<String> = events.iter().map(|e| event_name(desk, *e)).collect();
    format!("{} – Parallax", names.join(" and "))
}

fn heading(desk: &Desk, events: &[u32], comparison: &Comparison) -> Html {
    let names: Vec<String> = events.iter().map(|e| event_name(desk, *e)).collect();
    let sub = match events {
        [event] => {
            let day = desk.event(*event).and_then(|e| e.date).map_or("date unknown".to_owned(), corpus::Date::short);
            format!("{day}, as {} told it", count(comparison.columns.len(), "outlet", "outlets"))
        }
        _ => "side by side: different events, so what differs is not a difference between outlets alone".to_owned(),
    };
    html! {
        <header class="heading">
            <h1 id="page-title" tabindex="-1">{ names.join(" and ") }</h1>
            <p>{ sub }</p>
        </header>
    }
}

/// Events shown as chips before the rest is folded.
const CHIPS_MAX: usize = 4;

fn chips(desk: &Desk, chosen: &[u32]) -> Html {
    let events = desk.events();
    let (first, rest) = events.split_at(events.len().min(CHIPS_MAX));
    html! {
        <nav class="events" aria-label="Events">
            <ul>{ for first.iter().map(|e| chip(desk, *e, chosen)) }</ul>
            if !rest.is_empty() {
                <details>
                    <summary>{ count(rest.len(), "more event", "more events") }</summary>
                    <ul>{ for rest.iter().map(|e| chip(desk, *e, chosen)) }</ul>
                </details>
            }
        </nav>
    }
}

fn chip(desk: &Desk, event: u32, chosen: &[u32]) -> Html {
    let Some(known) = desk.event(event) else { return html! {} };
    let id = |e: &u32| desk.event(*e).map(|e| e.id.clone());
    let to = |events: Vec<String>| Address::Compare(Compare { events, ..Compare::default() }).print();
    let day = known.date.map_or_else(|| "date unknown".to_owned(), corpus::Date::short);
    let told = count(desk.outlets(event) as usize, "outlet", "outlets");
    let current = chosen.contains(&event);
    let beside: Vec<String> = chosen.iter().filter_map(id).chain([known.id.clone()]).collect();
    let without: Vec<String> = chosen.iter().filter(|e| **e != event).filter_map(id).collect();
    html! {
        <li class={if current { "chip current" } else { "chip" }}>
            <a href={to(vec![known.id.clone()])} aria-current={current.then_some("true")}>
                <span class="chip-name">{ &known.name }</span>
                <span class="chip-facts">{ format!("{day} · {told}") }</span>
            </a>
            if !current && chosen.len() < 3 {
                <a class="beside" href={to(beside)} aria-label={format!("Put {} beside", known.name)}>{ "+ beside" }</a>
            } else if current && chosen.len() > 1 {
                <a class="beside" href={to(without)} aria-label={format!("Take {} away", known.name)}>{ "− away" }</a>
            }
        </li>
    }
}

/// Which outlets have a column.
fn outlets(context: &Context, at: &Compare, events: &[u32]) -> Html {
    let desk = &context.desk;
    let [event] = events else { return html! {} };
    let all = tellers(&desk.reading, *event);
    if all.len() < 2 {
        return html! {};
    }
    let id = |a: &u32| desk.article(*a).map(|a| a.id.clone()).unwrap_or_default();
    let shown: Vec<u32> = if at.outlets.is_empty() {
        all.clone()
    } else {
        at.outlets.iter().filter_map(|id| desk.article_by_id(id)).collect()
    };
    let to = |articles: &[u32]| {
        let outlets = if articles == all { Vec::new() } else { articles.iter().map(id).collect() };
        Address::Compare(Compare { outlets, open: None, ..at.clone() })
    };
    let box_for = |article: u32| {
        let on = shown.contains(&article);
        let mut next = shown.clone();
        if on {
            next.retain(|a| *a != article);
        } else {
            next.push(article);
        }
        let last = on && shown.len() == 1;
        let earlier = shown.iter().position(|a| *a == article).filter(|n| *n > 0).map(|n| {
            let mut moved = shown.clone();
            moved.swap(n, n - 1);
            moved
        });
        html! {
            <li>
                <label>
                    <input type="checkbox" checked={on} disabled={last} onchange={context.go::<Event>(to(&next))} />
                    <bdi>{ desk.outlet(article) }</bdi>
                </label>
                if let Some(earlier) = earlier {
                    <button type="button" class="move" onclick={context.go::<MouseEvent>(to(&earlier))}
                        aria-label={format!("Move {} to the left", desk.outlet(article))}>{ "←" }</button>
                }
            </li>
        }
    };
    let order: Vec<u32> = shown.iter().chain(all.iter().filter(|a| !shown.contains(a))).copied().collect();
    html! {
        <details class="outlets">
            <summary>{ format!("Columns: {} of {}", shown.len(), count(all.len(), "outlet", "outlets")) }</summary>
            <fieldset>
                <legend>{ "Outlets with a column, from left to right" }</legend>
                <ul>{ for order.into_iter().map(box_for) }</ul>
            </fieldset>
        </details>
    }
}

/// How many outlets the comparison rests on; who has no column, and why.
fn honest_n(desk: &Desk, events: &[u32], comparison: &Comparison) -> Html {
    let alone =
        |event: &&u32| comparison.columns.iter().filter(|c| c.event == **event).flat_map(|c| &c.tellings).count() == 1;
    let lonely: Vec<u32> = events.iter().filter(alone).copied().collect();
    let offers: Vec<u32> =
        desk.events().into_iter().filter(|e| !events.contains(e) && desk.outlets(*e) > 1).take(2).collect();
    let absent = |event: u32| comparison.absent.iter().filter(move |a| a.event == event);
    let beside = |offer: u32| {
        let ids = events.iter().chain([&offer]).filter_map(|e| desk.event(*e).map(|e| e.id.clone())).collect();
        Address::Compare(Compare { events: ids, ..Compare::default() }).print()
    };
    html! {
        <div class="honest">
            { for lonely.iter().map(|event| html! {
                <p class="one-article">
                    <strong>{ "One article, nothing to compare. " }</strong>
                    { format!("Only one article of this corpus tells the {}.", event_name(desk, *event)) }
                    { for offers.iter().map(|offer| html! {
                        <>{ " " }<a href={beside(*offer)}>{ format!(
                            "Put the {} beside it ({}).",
                            event_name(desk, *offer),
                            count(desk.outlets(*offer) as usize, "article", "articles"),
                        ) }</a></>
                    }) }
                </p>
            }) }
            { for events.iter().filter(|e| absent(**e).next().is_some()).map(|event| html! {
                <ul class="absent" aria-label={format!("Articles that do not tell the {}", event_name(desk, *event))}>
                    { for absent(*event).map(|a| html! {
                        <li><bdi>{ desk.outlet(a.article) }</bdi>{ " " }<span class="gap">{ why(a.gap) }</span>
                            { format!(" ({})", desk.dated(a.article)) }</li>
                    }) }
                </ul>
            }) }
        </div>
    }
}

fn why(gap: Gap) -> &'static str {
    match gap {
        Gap::LeftOut => "left out",
        Gap::CouldNotKnow => "could not know yet",
        Gap::OtherEvent => "does not tell this event",
        Gap::NotNamed => "not named",
        Gap::Nothing => "none",
    }
}

/// The parts of the table, one below the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Counts and names.
    Overview,
    /// Passages side by side.
    Account,
    /// Verbs of saying.
    Verbs,
    /// What things are called.
    Names,
}

impl Part {
    const ALL: [Self; 4] = [Self::Overview, Self::Account, Self::Verbs, Self::Names];

    /// Key, label and a sentence on what it shows.
    fn described(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Overview => ("overview", "Overview", "Counts and names; each opens its sentences."),
            Self::Account => (
                "account",
                "The account",
                "Passages that tell the same thing stand level, found by shared names, words and speakers. \
                 Words that only one of them has are underlined.",
            ),
            Self::Verbs => ("verbs", "Verbs of saying", "How each outlet marks what others say."),
            Self::Names => ("names", "Names", "What each outlet calls the same person, place or body."),
        }
    }
}

/// One line of the table: what it draws.
enum Line {
    /// Counts and names.
    Row(Row),
    /// The row of bars.
    Bars(Row),
    /// A strand of an account, by their indexes.
    Strand(usize, usize),
    /// What only one outlet tells, by the account's index.
    Alone(usize),
    /// For several events: every outlet's passages.
    ByEvent,
}

/// The lines of every part, in the order of [`Part::ALL`].
struct Lines([Vec<Line>; 4]);

impl Lines {
    /// Lines that are drawn at once.
    const SHEAF: usize = 5;

    fn of(c: &Comparison, desk: &Desk) -> Self {
        let rows = |rows: Vec<Row>| rows.into_iter().map(Line::Row).collect::<Vec<Line>>();
        let mut overview = rows(c.overview.clone());
        overview.insert(overview.len().min(1), Line::Bars(c.voice_row()));
        let account = if c.events.len() > 1 {
            vec![Line::ByEvent]
        } else {
            let of_account = |(n, a): (usize, &Account)| {
                (0..a.strands.len()).map(move |s| Line::Strand(n, s)).chain([Line::Alone(n)])
            };
            c.accounts.iter().enumerate().flat_map(of_account).collect()
        };
        Self([overview, account, rows(c.cue_rows()), rows(c.name_rows(&desk.reading))])
    }

    fn part(&self, part: Part) -> &[Line] {
        self.0.get(part as usize).map_or(&[], Vec::as_slice)
    }

    /// How many sheaves there are in all.
    fn sheaves(&self) -> usize {
        self.0.iter().map(|lines| lines.len().div_ceil(Self::SHEAF)).sum()
    }
}

/// Buttons to the parts.
fn jumps() -> Html {
    let jump = |part: &Part| {
        let (key, label, _) = part.described();
        let onclick = Callback::from(move |_: MouseEvent| effects::jump(&format!("group-{key}")));
        html! { <li><button type="button" {onclick}>{ label }</button></li> }
    };
    html! { <nav class="jumps" aria-label="Parts of the comparison"><ul>{ for Part::ALL.iter().map(jump) }</ul></nav> }
}

/// The table: heads, and the first `drawn` sheaves of lines.
fn sheet(context: &Context, at: &Compare, comparison: &Rc<Comparison>, lines: &Rc<Lines>, drawn: usize) -> Html {
    let c = comparison;
    let heads =
        Sheet { desk: context.desk.clone(), dispatcher: context.state.dispatcher(), comparison: c.clone(), open: None };
    let mut left = drawn;
    let parts: Vec<(Part, usize)> = Part::ALL
        .into_iter()
        .map(|part| {
            let sheaves = lines.part(part).len().div_ceil(Lines::SHEAF).min(left);
            left -= sheaves;
            (part, sheaves)
        })
        .collect();
    let many = c.events.len() > 1;
    let part = |(part, sheaves): (Part, usize)| {
        yew::html! {
            <PartView {part} {sheaves} lines={lines.clone()} desk={heads.desk.clone()}
                dispatcher={heads.dispatcher.clone()} comparison={c.clone()} open={at.open.clone()} />
        }
    };
    html! {
        <div class="sheet" role="region" aria-label="Comparison" tabindex="0">
            <table role="table" class={format!("columns-{}", c.columns.len().min(6))}>
                <caption class="visually-hidden">{ heads.caption() }</caption>
                <thead role="rowgroup">
                    <tr role="row" class="heads">
                        <td role="cell" class="corner"></td>
                        { for c.columns.iter().map(|column| heads.head(column, many)) }
                    </tr>
                    <tr role="row" class="introductions">
                        <td role="cell" class="corner"></td>
                        { for c.columns.iter().enumerate().map(|(n, column)| heads.introduction(n, column, many)) }
                    </tr>
                </thead>
                { for parts.into_iter().map(part) }
            </table>
        </div>
    }
}

/// Props of [`PartView`] and [`SheafView`].
#[derive(Properties)]
struct PartProps {
    /// Which part.
    part: Part,
    /// How many sheaves of it are drawn; for a sheaf, its number.
    sheaves: usize,
    /// All lines.
    lines: Rc<Lines>,
    /// The corpus.
    desk: Rc<Desk>,
    /// Where opened numbers are sent.
    dispatcher: UseReducerDispatcher<State>,
    /// What to draw.
    comparison: Rc<Comparison>,
    /// The number whose sentences are open, if it is of these lines.
    open: Option<CellKey>,
}

impl PartialEq for PartProps {
    /// What is shared is the same or another one: nobody looks inside.
    fn eq(&self, other: &Self) -> bool {
        (self.part, self.sheaves) == (other.part, other.sheaves)
            && Rc::ptr_eq(&self.lines, &other.lines)
            && Rc::ptr_eq(&self.desk, &other.desk)
            && Rc::ptr_eq(&self.comparison, &other.comparison)
            && self.open == other.open
    }
}

/// A group of rows under a heading that folds it.
#[component]
fn PartView(props: &PartProps) -> Html {
    let folded = use_state(|| false);
    let (key, label, about) = props.part.described();
    let toggle = {
        let folded = folded.clone();
        Callback::from(move |_: MouseEvent| folded.set(!*folded))
    };
    let lines = props.lines.part(props.part);
    let sheaf = |(n, lines): (usize, &[Line])| {
        let of_these =
            |key: &CellKey| lines.iter().any(|l| matches!(l, Line::Row(r) | Line::Bars(r) if r.key == key.row));
        let open = props.open.clone().filter(of_these);
        yew::html! {
            <SheafView part={props.part} sheaves={n} lines={props.lines.clone()} desk={props.desk.clone()}
                dispatcher={props.dispatcher.clone()} comparison={props.comparison.clone()} {open} />
        }
    };
    let sheaves = if *folded { 0 } else { props.sheaves };
    let span = (props.comparison.columns.len() + 1).to_string();
    html! {
        <tbody role="rowgroup" class={format!("group {key}")}>
            <tr role="row" class="group-head">
                <th scope="rowgroup" role="rowheader" colspan={span}>
                    <h2><button type="button" id={format!("group-{key}")} aria-expanded={(!*folded).to_string()} onclick={toggle}>{ label }</button></h2>
                    <p>{ about }</p>
                </th>
            </tr>
            if lines.is_empty() && !*folded {
                <tr role="row"><td role="cell" class="gap">{ "nothing found" }</td></tr>
            }
            { for lines.chunks(Lines::SHEAF).enumerate().take(sheaves).map(sheaf) }
        </tbody>
    }
}

/// A few lines of a part; drawn again only when something of their own changes.
#[component]
fn SheafView(props: &PartProps) -> Html {
    let sheet = Sheet {
        desk: props.desk.clone(),
        dispatcher: props.dispatcher.clone(),
        comparison: props.comparison.clone(),
        open: props.open.clone(),
    };
    let lines = props.lines.part(props.part).chunks(Lines::SHEAF).nth(props.sheaves).unwrap_or_default();
    lines.iter().map(|line| sheet.line(line)).collect()
}

/// The table with what it needs to draw itself.
struct Sheet {
    desk: Rc<Desk>,
    dispatcher: UseReducerDispatcher<State>,
    comparison: Rc<Comparison>,
    open: Option<CellKey>,
}

impl Sheet {
    fn desk(&self) -> &Desk {
        &self.desk
    }

    fn line(&self, line: &Line) -> Html {
        let accounts = &self.comparison.accounts;
        match line {
            Line::Row(row) => self.row(row),
            Line::Bars(row) => self.bars(row),
            Line::ByEvent => self.accounts_by_event(),
            Line::Alone(n) => accounts.get(*n).map_or_else(Html::default, |a| self.alone(a)),
            Line::Strand(n, s) => {
                let found = accounts.get(*n).and_then(|a| a.strands.get(*s).map(|strand| (a, strand)));
                found.map_or_else(Html::default, |(a, strand)| self.strand(a, strand))
            }
        }
    }

    fn caption(&self) -> String {
        let n = self.comparison.columns.len();
        if self.comparison.events.len() > 1 {
            format!("{n} events side by side")
        } else {
            format!("{} on one event", count(n, "outlet", "outlets"))
        }
    }

    /// The head of a column: an outlet or an event. It stays in sight.
    fn head(&self, column: &Column, many: bool) -> Html {
        let name = match column.tellings.first() {
            Some(telling) if !many => self.desk().outlet(telling.article),
            _ => event_name(self.desk(), column.event),
        };
        html! { <th scope="col" role="columnheader"><bdi class="outlet">{ name }</bdi></th> }
    }

    /// Below the head: how the outlet is known, when the article appeared, its headline; or an event's day.
    fn introduction(&self, number: usize, column: &Column, many: bool) -> Html {
        let desk = self.desk();
        let article = match column.tellings.first() {
            Some(telling) if !many => telling.article,
            _ => {
                let event = desk.event(column.event);
                let day = event.and_then(|e| e.date).map_or_else(|| "date unknown".to_owned(), corpus::Date::short);
                let told = count(column.tellings.len(), "outlet", "outlets");
                return html! {
                    <td role="cell">{ self.column_label(number) }<span class="dated">{ format!("{day} · {told}") }</span></td>
                };
            }
        };
        let id = desk.article(article).map(|a| a.id.clone()).unwrap_or_default();
        let to = Address::Read(crate::address::Read { articles: vec![id], ..Default::default() }).print();
        let only_refers = column.tellings.first().is_some_and(|t| t.about.is_empty());
        html! {
            <td role="cell">
                { self.column_label(number) }
                <span class="basis">{ introduction::outlet_basis(desk, article) }</span>
                <span class="dated">{ desk.dated(article) }</span>
                { introduction::headline(desk, article) }
                if only_refers { <span class="refers">{ "only refers to the event" }</span> }
                <a class="open" href={to} aria-label={format!("Read {}", desk.outlet(article))}>{ "Read" }</a>
            </td>
        }
    }

    /// The name of a column for screens on which cells stand below each other.
    fn column_label(&self, column: usize) -> Html {
        let Some(c) = self.comparison.columns.get(column) else { return html! {} };
        let label = match c.tellings.first() {
            Some(t) if self.comparison.events.len() == 1 => self.desk().outlet(t.article),
            _ => event_name(self.desk(), c.event),
        };
        html! { <span class="cell-label" aria-hidden="true">{ label }</span> }
    }

    fn row(&self, row: &Row) -> Html {
        let cells = row.cells.iter().enumerate().map(|(i, cell)| self.cell(row, i, cell));
        html! {
            <>
                <tr role="row">
                    <th scope="row" role="rowheader">{ &row.label }</th>
                    { for cells }
                </tr>
                { self.opened(row) }
            </>
        }
    }

    /// Items of a cell shown before the rest is only counted.
    const ITEMS_MAX: usize = 8;

    fn cell(&self, row: &Row, column: usize, cell: &Cell) -> Html {
        let plain = |item: &Item| item.text.parse::<u32>() == Ok(item.count);
        let item = |(n, item): (usize, &Item)| {
            let times =
                (!plain(item) && item.count > 1 && row.key != "sources" && row.key != "unnamed").then_some(item.count);
            html! {
                <li>
                    { self.number(&row.key, column, n, item, html! { <bdi>{ &item.text }</bdi> }) }
                    if let Some(times) = times { <span class="times">{ format!("×{times}") }</span> }
                </li>
            }
        };
        let more = cell.items.len().saturating_sub(Self::ITEMS_MAX);
        html! {
            <td role="cell" class={cell.items.is_empty().then_some("empty")}>
                { self.column_label(column) }
                if let Some(gap) = cell.gap { <span class="gap">{ why(gap) }</span> }
                if !cell.items.is_empty() {
                    <ul class="items">{ for cell.items.iter().enumerate().take(Self::ITEMS_MAX).map(item) }
                    if more > 0 { <li class="more"><details><summary>{ format!("{more} more") }</summary>
                        <ul class="items">{ for cell.items.iter().enumerate().skip(Self::ITEMS_MAX).map(item) }</ul>
                    </details></li> }
                    </ul>
                }
            </td>
        }
    }

    /// A button that opens the sentences behind a number, or closes them.
    /// What was counted nowhere is plain text.
    fn number(&self, row: &str, column: usize, place: usize, item: &Item, label: Html) -> Html {
        if item.evidence.is_empty() {
            return html! { <span class="number none">{ label }</span> };
        }
        let key = CellKey { row: row.to_owned(), column, item: place };
        let open = self.open.as_ref() == Some(&key);
        let onclick = self.toggle(key);
        html! { <button type="button" class="number" aria-expanded={open.to_string()} {onclick}>{ label }</button> }
    }

    fn toggle(&self, key: CellKey) -> Callback<MouseEvent> {
        let dispatcher = self.dispatcher.clone();
        Callback::from(move |_| dispatcher.dispatch(Action::Open(key.clone())))
    }

    /// The row with the sentences behind the open number, if it is one of this row's.
    fn opened(&self, row: &Row) -> Html {
        let Some(key) = self.open.as_ref().filter(|k| k.row == row.key) else { return html! {} };
        let Some(item) = row.cells.get(key.column).and_then(|c| c.items.get(key.item)) else { return html! {} };
        let close = self.toggle(key.clone());
        let span = (self.comparison.columns.len() + 1).to_string();
        html! {
            <tr role="row" class="opened"><td role="cell" colspan={span}>
                <div class="opened-head">
                    <h3>{ format!("{}: {}", row.label, item.text) }</h3>
                    <button type="button" onclick={close}>{ "Close" }</button>
                </div>
                { evidence(self.desk(), &item.evidence, &row.rule) }
            </td></tr>
        }
    }

    /// The row of bars: words by owner.
    fn bars(&self, row: &Row) -> Html {
        let cells = row.cells.iter().enumerate().map(|(column, cell)| html! {
            <td role="cell">
                { self.column_label(column) }
                { bar(cell) }
                <ul class="owners">{ for cell.items.iter().enumerate().map(|(n, item)| html! {
                    <li>{ swatch(n) }{ self.number(&row.key, column, n, item, html! { { item.count } }) }{ " " }{ &item.text }</li>
                }) }</ul>
            </td>
        });
        html! {
            <>
                <tr role="row">
                    <th scope="row" role="rowheader">{ &row.label }<span class="unit">{ "words by owner" }</span></th>
                    { for cells }
                </tr>
                { self.opened(row) }
            </>
        }
    }

    /// What only one outlet tells; all of it, where there is only one.
    fn alone(&self, account: &Account) -> Html {
        let several = account.articles.len() > 1;
        let cells = account.alone.iter().zip(&account.articles).enumerate().map(|(i, (alone, &article))| {
            let spans: Vec<Span> = alone.iter().map(|e| e.span).collect();
            let passages = || self.passages(article, &spans, &[]);
            html! {
                <td role="cell">
                    { self.column_label(i) }
                    if spans.is_empty() {
                        <span class="gap">{ "nothing" }</span>
                    } else if several {
                        <details><summary>{ count(spans.len(), "passage", "passages") }</summary>{ passages() }</details>
                    } else {
                        { passages() }
                    }
                </td>
            }
        });
        let (label, unit) =
            if several { ("Told only here", "no other outlet has a passage like it") } else { ("All it tells", "") };
        html! {
            <tr role="row" class="alone">
                <th scope="row" role="rowheader">{ label }<span class="unit">{ unit }</span></th>
                { for cells }
            </tr>
        }
    }

    fn strand(&self, account: &Account, strand: &Strand) -> Html {
        let cells = strand.cells.iter().enumerate().map(|(i, cell)| {
            let article = account.articles.get(i).copied().unwrap_or(0);
            html! {
                <td role="cell" class={cell.sentences.is_empty().then_some("empty")}>
                    { self.column_label(i) }
                    if cell.sentences.is_empty() {
                        <span class="gap">{ why(Gap::LeftOut) }</span>
                    } else {
                        { self.passages(article, &cell.sentences, &cell.only) }
                    }
                </td>
            }
        });
        html! {
            <tr role="row" class="strand">
                <th scope="row" role="rowheader">
                    { &strand.label }
                    <span class="unit">{ format!("told by {} of {}", strand.told_by, strand.cells.len()) }</span>
                </th>
                { for cells }
            </tr>
        }
    }

    /// Sentences of one article, each leading into the text.
    fn passages(&self, article: u32, spans: &[Span], only: &[Span]) -> Html {
        let Some(text) = self.desk().article(article) else { return html! {} };
        let marks: Vec<Mark> = only.iter().map(|s| Mark::plain(*s, "mark-only")).collect();
        spans
            .iter()
            .map(|span| {
                let to = passage_link(self.desk(), article, *span);
                html! {
                    <p class="passage" dir="auto">
                        { marked(&text.text, self.desk().without_bullet(article, *span), &marks) }{ " " }
                        <a class="into" href={to} aria-label="Read in its context">{ "¶" }</a>
                    </p>
                }
            })
            .collect()
    }

    /// For several events: every outlet's passages, event by event.
    fn accounts_by_event(&self) -> Html {
        let cells = self.comparison.columns.iter().enumerate().map(|(i, column)| html! {
            <td role="cell">
                { self.column_label(i) }
                { for column.tellings.iter().map(|t| {
                    let spans: Vec<Span> = t.sentences().collect();
                    html! {
                        <details class="telling">
                            <summary><bdi>{ self.desk().outlet(t.article) }</bdi>{ format!(", {}", count(t.words as usize, "word", "words")) }</summary>
                            { self.passages(t.article, &spans, &[]) }
                        </details>
                    }
                }) }
            </td>
        });
        html! {
            <tr role="row" class="strand">
                <th scope="row" role="rowheader">{ "What is told" }</th>
                { for cells }
            </tr>
        }
    }
}

/// A bar of the four owners; the numbers stand beside it as text.
fn bar(cell: &Cell) -> Html {
    let all: u32 = cell.items.iter().map(|i| i.count).sum();
    let mut left = 0;
    let parts = cell.items.iter().enumerate().map(|(n, item)| {
        let x = left;
        left += item.count;
        html! { <rect class={OWNER_CLASS[n.min(3)]} x={x.to_string()} y="0" width={item.count.to_string()} height="10" /> }
    });
    let spoken: Vec<String> = cell.items.iter().map(|i| format!("{} {}", i.count, i.text)).collect();
    html! {
        <svg class="bar" viewBox={format!("0 0 {} 10", all.max(1))} preserveAspectRatio="none" role="img"
            aria-label={format!("Words: {}", spoken.join(", "))}>{ for parts }</svg>
    }
}

const OWNER_CLASS: [&str; OWNERS.len()] = ["owner-quoted", "owner-reported", "owner-unnamed", "owner-own"];

fn swatch(owner: usize) -> Html {
    html! {
        <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class={OWNER_CLASS[owner.min(3)]} width="10" height="10" /></svg>
    }
}
