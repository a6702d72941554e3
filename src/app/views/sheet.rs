//! The table of a comparison: heads, parts that fold, lines, and what opens below a line.
//!
//! It draws the lines that `analysis::sheet` gives. Every number is a button that opens its sentences in a row below
//! it; every line has a button that opens its rule, the user's notes and the ways to take it along.
use crate::Context;
use crate::address::{Address, CellKey, Compare};
use crate::desk::Desk;
use crate::effects;
use crate::incoming;
use crate::markup::html;
use crate::parts::evidence::{count, evidence, passage_link};
use crate::parts::introduction;
use crate::parts::marked::{Mark, marked};
use crate::parts::notes::notes;
use crate::parts::take_along::take_line;
use crate::state::{Action, Kept, State};
use crate::views::swap::swap_lens;
use analysis::comparison::{Column, Comparison, Evidence, MarkKind, OWNERS, REFERENCE, Verdict};
use analysis::sheet::{Collation, Entry, Line, LineCell, Look, Part};
use library::Catalogue;
use std::rc::Rc;
use yew::prelude::*;

/// A comparison as it is drawn.
pub(crate) struct Made {
    /// The corpus.
    pub desk: Rc<Desk>,
    /// The comparison.
    pub comparison: Comparison,
    /// The lines of every part, in the order of [`Part::ALL`].
    pub lines: Vec<Vec<Line>>,
    /// The heads of the columns: every cell is told by its own.
    pub heads: Vec<String>,
}

/// What opened the row that is open: the focus goes back there when the row goes.
const OPENER: &str = ".number[aria-expanded='true'], .why[aria-expanded='true']";

/// Lines that are drawn at once.
const SHEAF: usize = 5;

impl Made {
    /// The lines of a part.
    pub(crate) fn part(&self, part: Part) -> &[Line] {
        self.lines.get(part as usize).map_or(&[], Vec::as_slice)
    }

    /// The sheaves of a part that are drawn.
    fn sheaves_of(&self, part: Part, turned: &[Part]) -> usize {
        if is_open(part, turned) { self.part(part).len().div_ceil(SHEAF) } else { 0 }
    }

    /// How many sheaves there are in all.
    pub(crate) fn sheaves(&self, turned: &[Part]) -> usize {
        Part::ALL.into_iter().map(|part| self.sheaves_of(part, turned)).sum()
    }

    /// The text and the number of an article; of the pasted reference text where it is that.
    fn text(&self, article: u32) -> &str {
        match article {
            REFERENCE => self.comparison.reference.as_ref().map_or("", |a| a.text.as_str()),
            article => self.desk.article(article).map_or("", |a| a.text.as_str()),
        }
    }

    /// The head of a column: its outlet, or its event where several are side by side.
    pub(crate) fn head(&self, column: usize) -> String {
        self.heads.get(column).cloned().unwrap_or_default()
    }
}

/// Whether a part is open: what most people ask for is, at first.
pub(crate) fn is_open(part: Part, turned: &[Part]) -> bool {
    let at_first = matches!(part, Part::Overview | Part::Account | Part::Utterances | Part::Facts);
    at_first != turned.contains(&part)
}

/// The table: heads, and the first `drawn` sheaves of lines.
pub(crate) fn sheet_table(context: &Context, at: &Compare, made: &Rc<Made>, drawn: usize) -> Html {
    yew::html! { <Table context={context.clone()} at={at.clone()} made={Shared(made.clone())} {drawn} /> }
}

/// What is shared is the same or another one: nobody looks inside.
#[derive(Clone)]
struct Shared(Rc<Made>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct TableProps {
    context: Context,
    at: Compare,
    made: Shared,
    drawn: usize,
}

/// Heads, parts, and on narrow screens the choice of one outlet.
#[component]
fn Table(props: &TableProps) -> Html {
    let only = use_state(|| 0_usize);
    {
        let dispatcher = props.context.state.dispatcher();
        use_effect_with(props.at.open.clone(), move |open| {
            let keys = open.clone().and_then(|key| {
                incoming::on_escape(move || {
                    effects::focus_on(OPENER);
                    dispatcher.dispatch(Action::Open(key.clone()));
                })
            });
            move || drop(keys)
        });
    }
    let made = &props.made.0;
    let c = &made.comparison;
    let catalogue = &props.context.state.catalogue;
    let mut left = props.drawn;
    let part = |part: Part| {
        let sheaves = made.sheaves_of(part, &props.at.turned).min(left);
        left -= sheaves;
        yew::html! {
            <PartView {part} {sheaves} open_part={is_open(part, &props.at.turned)} made={props.made.clone()}
                dispatcher={props.context.state.dispatcher()} kept={props.context.state.kept.clone()}
                open={props.at.open.clone()} swap={props.at.swap.clone().filter(|_| part == Part::Names)} />
        }
    };
    let parts: Vec<Html> = Part::ALL.into_iter().filter(|p| !made.part(*p).is_empty()).map(part).collect();
    let many = c.events.len() > 1;
    let choose = {
        let only = only.clone();
        Callback::from(move |event: Event| only.set(effects::chosen(&event).parse().unwrap_or(0)))
    };
    html! {
        <div class="sheet" role="region" aria-label="Comparison" tabindex="0">
            if c.columns.len() > 1 {
                <label class="switch">{ "Show " }
                    <select onchange={choose}>
                        <option value="0" selected={(*only == 0).then_some("selected")}>{ "all, one below the other" }</option>
                        { for (0..c.columns.len()).map(|n| html! {
                            <option value={(n + 1).to_string()} selected={(*only == n + 1).then_some("selected")}>{ format!("only {}", made.head(n)) }</option>
                        }) }
                    </select>
                </label>
            }
            <table role="table" class={format!("columns-{} only-{}", c.columns.len().min(6), *only)}>
                <caption class="visually-hidden">{ caption(c, catalogue) }</caption>
                <thead role="rowgroup">
                    <tr role="row" class="heads">
                        <td role="cell" class="corner"></td>
                        { for (0..c.columns.len()).map(|n| html! {
                            <th scope="col" role="columnheader"><bdi class="outlet">{ made.head(n) }</bdi></th>
                        }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <tr role="row" class="introductions">
                        <td role="cell" class="corner"></td>
                        { for c.columns.iter().enumerate().map(|(n, column)| introduction(made, n, column, many.then_some(catalogue))) }
                    </tr>
                </tbody>
                { for parts }
            </table>
        </div>
    }
}

fn caption(c: &Comparison, catalogue: &Catalogue) -> String {
    let n = c.columns.len();
    if c.events.len() > 1 {
        format!("{n} events side by side")
    } else {
        format!("{} on one event", catalogue.tellers(n as u32))
    }
}

/// Below the head: how the outlet is known, when the article appeared, its headline; or, with the catalogue, an event's day
/// and how many tell it.
fn introduction(made: &Made, number: usize, column: &Column, told: Option<&Rc<Catalogue>>) -> Html {
    let desk = &made.desk;
    let label = made.head(number);
    let article = match (column.tellings.first(), told) {
        (Some(telling), None) => telling.article,
        (_, catalogue) => {
            let event = desk.event(column.event);
            let day = event.and_then(|e| e.date).map_or_else(|| "date unknown".to_owned(), corpus::Date::short);
            let told = catalogue.map(|c| c.tellers(column.tellings.len() as u32)).unwrap_or_default();
            return html! { <td role="cell" data-of={label}><span class="dated">{ format!("{day} · {told}") }</span></td> };
        }
    };
    let id = desk.article(article).map(|a| a.id.clone()).unwrap_or_default();
    let to = Address::Read(crate::address::Read { articles: vec![id], ..Default::default() }).print();
    let only_refers = column.tellings.first().is_some_and(|t| t.about.is_empty());
    html! {
        <td role="cell" data-of={label}>
            { introduction::outlet_basis(desk, article) }
            <span class="dated">{ desk.dated(article) }</span>
            { introduction::headline(desk, article) }
            if only_refers { <span class="refers">{ "only refers to the event" }</span> }
            <a class="open" href={to} aria-label={format!("Read {}", desk.outlet(article))}>{ "Read" }</a>
        </td>
    }
}

/// Props of [`PartView`] and [`SheafView`].
#[derive(Properties, PartialEq)]
struct PartProps {
    /// Which part.
    part: Part,
    /// How many sheaves of it are drawn; for a sheaf, its number.
    sheaves: usize,
    /// Whether the part is open.
    open_part: bool,
    /// What to draw.
    made: Shared,
    /// Where opened numbers are sent.
    dispatcher: UseReducerDispatcher<State>,
    /// The user's own.
    kept: Rc<Kept>,
    /// The number or line that is open, if it is of these lines.
    open: Option<CellKey>,
    /// Of the names: whose passages are read with whose words.
    swap: Option<(String, String)>,
}

/// A group of lines under a heading that folds it.
#[component]
fn PartView(props: &PartProps) -> Html {
    let (key, label, about) = props.part.described();
    let toggle = {
        let (dispatcher, part) = (props.dispatcher.clone(), props.part);
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Turn(part)))
    };
    let lines = props.made.0.part(props.part);
    let sheaf = |(n, lines): (usize, &[Line])| {
        let open = props.open.clone().filter(|key| lines.iter().any(|l| l.key == key.row));
        // Notes are drawn only where a line is open.
        let kept = if open.is_some() { props.kept.clone() } else { Rc::default() };
        yew::html! {
            <SheafView part={props.part} sheaves={n} open_part={true} made={props.made.clone()}
                dispatcher={props.dispatcher.clone()} {kept} {open} swap={None} />
        }
    };
    let span = (props.made.0.comparison.columns.len() + 1).to_string();
    let tool = match props.part {
        Part::Utterances if props.open_part => Some(reference(props)),
        Part::Names if props.open_part => swap_lens(&props.made.0, props.swap.as_ref(), &props.dispatcher),
        _ => None,
    };
    html! {
        <tbody role="rowgroup" class={format!("group {key}")}>
            <tr role="row" class="group-head">
                <th scope="rowgroup" role="rowheader" colspan={span}>
                    <h2><button type="button" id={format!("group-{key}")} aria-expanded={props.open_part.to_string()} onclick={toggle}>{ label }</button></h2>
                    <p>{ about }</p>
                    if let Some(tool) = tool { { tool } }
                </th>
            </tr>
            { for lines.chunks(SHEAF).enumerate().take(props.sheaves).map(sheaf) }
        </tbody>
    }
}

/// The field for a text to hold the wordings against.
fn reference(props: &PartProps) -> Html {
    let dispatcher = props.dispatcher.clone();
    let onchange = Callback::from(move |event: Event| dispatcher.dispatch(Action::Refer(effects::chosen(&event))));
    let dispatcher = props.dispatcher.clone();
    let clear = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Refer(String::new())));
    let pasted = !props.kept.reference.is_empty();
    let joined = props.made.0.comparison.utterances.iter().filter(|u| u.witnesses.iter().any(|w| w.column.is_none()));
    html! {
        <details class="reference">
            <summary>{ "Hold the wordings against a text of your own" }</summary>
            <label>{ "A transcript or a communiqué; it stays in this browser" }
                <textarea rows="5" {onchange} value={props.kept.reference.clone()}></textarea>
            </label>
            if pasted {
                <p role="status">{ format!("It stands beside {}. ", count(joined.count(), "saying", "sayings")) }
                    <button type="button" onclick={clear}>{ "Take it away" }</button></p>
            }
        </details>
    }
}

/// A few lines of a part; drawn again only when something of their own changes.
#[component]
fn SheafView(props: &PartProps) -> Html {
    let sheet = Sheet {
        made: &props.made.0,
        dispatcher: &props.dispatcher,
        kept: &props.kept,
        open: props.open.as_ref(),
        part: props.part,
    };
    let lines = props.made.0.part(props.part).chunks(SHEAF).nth(props.sheaves).unwrap_or_default();
    lines.iter().map(|line| sheet.line(line)).collect()
}

/// The table with what it needs to draw itself.
pub(crate) struct Sheet<'a> {
    pub(crate) made: &'a Rc<Made>,
    pub(crate) dispatcher: &'a UseReducerDispatcher<State>,
    pub(crate) kept: &'a Kept,
    pub(crate) open: Option<&'a CellKey>,
    pub(crate) part: Part,
}

impl Sheet<'_> {
    fn columns(&self) -> usize {
        self.made.comparison.columns.len()
    }

    fn line(&self, line: &Line) -> Html {
        // From the first outlet that tells it to the last, a line in the gutter leads the eye.
        let tells = |cell: &LineCell| !cell.entries.is_empty();
        let first = line.cells.iter().position(tells).unwrap_or(0);
        let last = line.cells.iter().rposition(tells).unwrap_or(0);
        let passages = line.look == Look::Passages && self.columns() > 1;
        let cell = |(n, cell): (usize, &LineCell)| {
            let joined = passages && first < n && n <= last;
            let class = match (tells(cell), joined) {
                (true, true) => Some("joined"),
                (true, false) => None,
                (false, true) => Some("empty passed"),
                (false, false) => Some("empty"),
            };
            // On narrow screens each cell stands under the name of its column.
            html! { <td role="cell" {class} data-of={self.made.head(n)}>{ self.cell(line, n, cell) }</td> }
        };
        let class = match line.look {
            Look::Passages => Some("strand"),
            Look::Folded => Some("strand alone"),
            Look::Counts | Look::Bar => None,
        };
        html! {
            <>
                <tr role="row" {class}>
                    <th scope="row" role="rowheader">
                        <bdi>{ &line.label }</bdi>
                        if let Some(verdict) = line.verdict {
                            <span class={format!("verdict {}", verdict_class(verdict))}>{ verdict.label() }</span>
                        }
                        if !line.unit.is_empty() { <span class="unit">{ &line.unit }</span> }
                        { self.why(line) }
                    </th>
                    { for line.cells.iter().enumerate().map(cell) }
                </tr>
                if let Some(collation) = &line.collation { { self.collation(line, collation) } }
                if !line.apart.is_empty() && line.collation.is_none() { { self.apart_row(line) } }
                { self.opened(line) }
            </>
        }
    }

    /// The button that opens the line's rule, notes and exports.
    fn why(&self, line: &Line) -> Html {
        let key = CellKey { row: line.key.clone(), place: None };
        let open = self.open == Some(&key);
        html! {
            <button type="button" class="why" aria-expanded={open.to_string()} aria-label={format!("Why this? {}", line.label)}
                onclick={self.toggle(key)}>{ "why?" }</button>
        }
    }

    fn cell(&self, line: &Line, column: usize, cell: &LineCell) -> Html {
        let own = match line.look {
            Look::Counts => self.counts(line, column, cell),
            Look::Bar => self.bar(line, column, cell),
            Look::Passages => self.passages(cell),
            Look::Folded if cell.entries.is_empty() => html! {},
            Look::Folded => html! {
                <details><summary>{ count(cell.entries.len(), "passage", "passages") }</summary>{ self.passages(cell) }</details>
            },
        };
        html! {
            <>
                if let Some(gap) = cell.gap { <span class="gap">{ gap.label() }</span> }
                if !cell.answer.is_empty() { <p class="answer"><bdi>{ &cell.answer }</bdi></p> }
                { own }
            </>
        }
    }

    fn counts(&self, line: &Line, column: usize, cell: &LineCell) -> Html {
        if cell.entries.is_empty() {
            return html! {};
        }
        let item = |(n, entry): (usize, &Entry)| {
            let times = (entry.count > 1 && entry.text.parse() != Ok(entry.count)).then_some(entry.count);
            html! {
                <li class={entry.faint.then_some("faint")}>
                    { self.number(line, column, n, entry, html! { <bdi>{ &entry.text }</bdi> }) }
                    if let Some(times) = times { <span class="times">{ format!("×{times}") }</span> }
                    if !entry.note.is_empty() { <span class="noted">{ &entry.note }</span> }
                    if entry.faint { <span class="noted">{ "gone if one article is left out" }</span> }
                </li>
            }
        };
        // The overview is to be seen at one look.
        let most = if self.part == Part::Overview { 4 } else { 8 };
        let more = cell.entries.len().saturating_sub(most);
        html! {
            <ul class="items">{ for cell.entries.iter().enumerate().take(most).map(item) }
            if more > 0 { <li class="more"><details><summary>{ format!("{more} more") }</summary>
                <ul class="items">{ for cell.entries.iter().enumerate().skip(most).map(item) }</ul>
            </details></li> }
            </ul>
        }
    }

    /// A button that opens the sentences behind a number, or closes them.
    /// What was counted nowhere is plain text.
    fn number(&self, line: &Line, column: usize, place: usize, entry: &Entry, label: Html) -> Html {
        if entry.places.is_empty() {
            return html! { <span class="number none">{ label }</span> };
        }
        let key = CellKey { row: line.key.clone(), place: Some((column, place)) };
        let open = self.open == Some(&key);
        let onclick = self.toggle(key);
        html! { <button type="button" class="number" aria-expanded={open.to_string()} {onclick}>{ label }</button> }
    }

    fn toggle(&self, key: CellKey) -> Callback<MouseEvent> {
        let dispatcher = self.dispatcher.clone();
        Callback::from(move |_| dispatcher.dispatch(Action::Open(key.clone())))
    }

    /// What opens below a line: the sentences behind a number; or the line's rule, the notes, the exports.
    fn opened(&self, line: &Line) -> Html {
        let Some(key) = self.open.filter(|k| k.row == line.key) else { return html! {} };
        let (title, inside) = match key.place {
            None => (line.label.clone(), self.panel(line)),
            Some((column, item)) => {
                let found = line.cells.get(column).and_then(|c| c.entries.get(item));
                let Some(entry) = found else { return html! {} };
                (format!("{}: {}", line.label, entry.text), evidence(&self.made.desk, &entry.places, &line.why))
            }
        };
        let close = self.toggle(key.clone()).reform(|event: MouseEvent| {
            effects::focus_on(OPENER);
            event
        });
        html! {
            <tr role="row" class="opened"><td role="cell" colspan={(self.columns() + 1).to_string()}>
                <div class="opened-head">
                    <h3>{ title }</h3>
                    <button type="button" onclick={close}>{ "Close" }</button>
                </div>
                { inside }
            </td></tr>
        }
    }

    fn panel(&self, line: &Line) -> Html {
        let told = line.cells.iter().filter(|c| !c.entries.is_empty()).count();
        let places: Vec<Evidence> =
            line.cells.iter().flat_map(|c| &c.entries).flat_map(|e| e.places.iter().copied()).collect();
        let rests = format!("{} It rests on {} of {}.", line.why, count(told, "column", "columns"), self.columns());
        html! {
            <div class="panel">
                if matches!(line.look, Look::Counts | Look::Bar) && !places.is_empty() {
                    { evidence(&self.made.desk, &places, &rests) }
                } else {
                    <p class="rule"><strong>{ "Why this? " }</strong>{ rests }</p>
                }
                { notes(self.made, line, self.kept, self.dispatcher) }
                { take_line(self.made, self.kept, self.part, line) }
            </div>
        }
    }

    /// Words by owner as a bar; the numbers stand below it as text.
    fn bar(&self, line: &Line, column: usize, cell: &LineCell) -> Html {
        html! {
            <>
                { bar(cell) }
                <ul class="owners">{ for cell.entries.iter().enumerate().map(|(n, entry)| html! {
                    <li>{ swatch(n) }{ self.number(line, column, n, entry, html! { { entry.count } }) }{ " " }{ &entry.text }</li>
                }) }</ul>
            </>
        }
    }

    /// Words of articles, each leading into the text.
    fn passages(&self, cell: &LineCell) -> Html {
        cell.entries
            .iter()
            .filter_map(|entry| entry.places.first().map(|at| (entry, at)))
            .map(|(entry, at)| {
                let marks: Vec<Mark> = entry.marks.iter().map(|m| Mark::plain(m.span, mark_class(m.kind))).collect();
                html! {
                    <p class="passage" dir="auto">
                        { self.words(*at, &marks) }{ " " }
                        <a class="into" href={passage_link(&self.made.desk, at.article, at.span)} aria-label="Read in its context">{ "¶" }</a>
                        if !entry.note.is_empty() { <span class="noted">{ &entry.note }</span> }
                    </p>
                }
            })
            .collect()
    }

    fn words(&self, at: Evidence, marks: &[Mark]) -> Html {
        marked(self.made.text(at.article), self.made.desk.without_bullet(at.article, at.span), marks)
    }

    /// A saying word by word: a row per witness, what differs marked, what stands in quotation marks shaded.
    fn collation(&self, line: &Line, collation: &Collation) -> Html {
        let row = |(n, w): (usize, &analysis::comparison::Witness)| {
            let word = |slot: &analysis::comparison::Slot| {
                let span = slot.words.get(n).copied().flatten();
                let quoted = span.is_some_and(|s| w.quoted.iter().any(|q| q.overlaps(s)));
                let class = match (slot.same, quoted, span.is_some()) {
                    (_, _, false) => "missing",
                    (true, true, _) => "quoted",
                    (true, false, _) => "",
                    (false, true, _) => "other quoted",
                    (false, false, _) => "other",
                };
                let words = span.map_or_else(|| "–".to_owned(), |s| s.in_one_line(self.made.text(w.at.article)));
                html! { <td {class}>{ words }</td> }
            };
            let head = w.column.map_or_else(|| "your text".to_owned(), |c| self.made.head(c as usize));
            html! { <tr><th scope="row"><bdi>{ head }</bdi></th>{ for collation.slots.iter().map(word) }</tr> }
        };
        html! {
            <tr role="row" class="collation"><td role="cell" colspan={(self.columns() + 1).to_string()}>
                <details>
                    <summary>{ format!("Word by word: {}", line.label) }</summary>
                    <div class="scroll" role="region" tabindex="0" aria-label={format!("Word by word: {}", line.label)}>
                        <table>{ for collation.witnesses.iter().enumerate().map(row) }</table>
                    </div>
                    <p class="legend"><span class="quoted">{ "in quotation marks" }</span>{ " " }<span class="other">{ "not the same in all" }</span></p>
                </details>
                { self.apart(line) }
            </td></tr>
        }
    }

    fn apart_row(&self, line: &Line) -> Html {
        html! {
            <tr role="row" class="collation"><td role="cell" colspan={(self.columns() + 1).to_string()}>{ self.apart(line) }</td></tr>
        }
    }

    /// What looks alike and is another saying.
    fn apart(&self, line: &Line) -> Html {
        if line.apart.is_empty() {
            return html! {};
        }
        html! {
            <div class="apart">
                <h3>{ "Looks alike, kept apart" }</h3>
                <ul>{ for line.apart.iter().map(|other| html! {
                    <li>
                        <strong>{ &other.reason }</strong>{ ": " }<bdi>{ self.made.head(other.column as usize) }</bdi>
                        { format!(", {}: ", other.speaker) }
                        <span class="words" dir="auto">{ self.words(other.at, &[]) }</span>{ " " }
                        <a class="into" href={passage_link(&self.made.desk, other.at.article, other.at.span)} aria-label="Read in its context">{ "¶" }</a>
                    </li>
                }) }</ul>
            </div>
        }
    }
}

fn mark_class(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Only => "mark-only",
        MarkKind::Decides => "mark-decides",
        MarkKind::Quoted => "mark-quote",
    }
}

fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflicts => "conflicts",
        Verdict::Superseded => "superseded",
        Verdict::Differs => "differs",
        Verdict::WordedOtherwise => "worded",
        Verdict::Agree => "agree",
        Verdict::OnlyHere => "only-here",
    }
}

/// A bar of the four owners; the numbers stand beside it as text.
fn bar(cell: &LineCell) -> Html {
    let all: u32 = cell.entries.iter().map(|e| e.count).sum();
    let mut left = 0;
    let parts = cell.entries.iter().enumerate().map(|(n, entry)| {
        let x = left;
        left += entry.count;
        html! { <rect class={OWNER_CLASS[n.min(3)]} x={x.to_string()} y="0" width={entry.count.to_string()} height="10" /> }
    });
    let spoken: Vec<String> = cell.entries.iter().map(|e| format!("{} {}", e.count, e.text)).collect();
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
