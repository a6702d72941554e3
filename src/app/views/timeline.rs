//! Timeline: articles and events by their days, and of one event what was known when.
//!
//! The days that are chosen are in the address, so Back undoes a choice. A window of days is drawn as a window: nothing is
//! put on a day that the texts do not give.
use crate::Context;
use crate::address::{Address, Compare, Read, Timeline as At};
use crate::ask::use_answer;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::parts::histogram::{Bar, Histogram};
use crate::parts::marked::{Mark, marked};
use crate::state::Action;
use analysis::comparison::Verdict;
use analysis::take_along::{clock, days};
use corpus::{Date, Span};
use library::{
    Bars, Day, DayOf, Happened, Head, Knew, Knowing, Known, KnownOf, Novelty, OnLine, Step, Timeline, TimelineOf,
};
use std::rc::Rc;
use yew::prelude::*;

/// Bars, at most.
const BARS_MAX: u32 = 62;
/// Events of a bar that are listed at first, and how many more are with each step.
const EVENTS_MAX: u32 = 6;
const EVENTS_MORE: u32 = 50;
/// Articles listed at once.
const ARTICLES_MAX: u32 = 50;
/// Articles held against each other for what was known when.
const KNOWING_MAX: u32 = 12;
/// Statements of an article that are shown before the rest is folded.
const TOLD_MAX: usize = 5;

/// Props of [`TimelineView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Which days, which event.
    pub at: At,
}

/// The Timeline view.
#[component]
pub(crate) fn TimelineView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let at = &props.at;
    let events_max = use_state(|| EVENTS_MAX);
    let line = use_answer(&context, TimelineOf { days: at.days, bars_max: BARS_MAX, events_max: *events_max }).answer;
    let from_row = u32::try_from(at.row).unwrap_or(0);
    let day = use_answer(&context, DayOf { days: at.days, from_row, most: ARTICLES_MAX }).answer;
    let event = at.event.clone().unwrap_or_default();
    let known = use_answer(&context, KnownOf { event, days: at.days, most: KNOWING_MAX });
    let waiting = known.waiting;
    let known = known.answer.filter(|_| at.event.is_some() && !waiting);
    let named = known.as_ref().and_then(|k| k.event.as_ref()).map(|e| e.name.clone());
    let title = named.as_ref().map_or_else(|| "Timeline".to_owned(), |name| format!("{name}: what was known when"));
    use_effect_with(title.clone(), |title| effects::write_title(&format!("{title} – Parallax")));
    let unknown = at.event.clone().filter(|_| known.is_some() && named.is_none());
    {
        let dispatcher = context.state.dispatcher();
        use_effect_with(unknown, move |unknown| crate::say_unknown(&dispatcher, unknown.as_slice()));
    }
    use_effect_with(line.is_some() && day.is_some(), |drawn| {
        if *drawn {
            effects::take_over();
        }
    });
    let (Some(line), Some(day)) = (line, day) else { return html! { <article class="timeline"></article> } };
    let more = Callback::from(move |_: MouseEvent| events_max.set(*events_max + EVENTS_MORE));
    let view = View { context, at: at.clone() };
    html! {
        <article class="timeline">
            <h1 id="page-title" tabindex="-1">{ title }</h1>
            { honest_n(&line) }
            if let Some(known) = known.filter(|k| k.event.is_some()) { { view.known(&known) } }
            <div class="line">
                { view.articles_by_day(&line) }
                { view.events(&line, &more) }
            </div>
            { view.articles(&day) }
        </article>
    }
}

/// How many articles the line rests on.
fn honest_n(line: &Timeline) -> Html {
    let dated = line.articles - line.undated;
    let known = match &line.whole {
        None => "no day is known of any of them".to_owned(),
        Some(bars) if bars.between > 0 => {
            format!("{dated} with known days, {} of them only as a window of days that crosses the bars", bars.between)
        }
        Some(_) => format!("{dated} with known days"),
    };
    let undated = if line.undated > 0 { format!("; {} undated", line.undated) } else { String::new() };
    html! {
        <p class="sub">{ format!("{}: {known}{undated}.", count(line.articles as usize, "article", "articles")) }</p>
    }
}

struct View {
    context: Context,
    at: At,
}

impl View {
    /// The same view of other days.
    fn of_days(&self, days: Option<(Date, Date)>) -> Address {
        Address::Timeline(At { days, row: 0, event: self.at.event.clone() })
    }

    /// The bars of all articles, and those of the days looked at, where they show more.
    fn articles_by_day(&self, line: &Timeline) -> Html {
        let Some(whole) = &line.whole else {
            return html! {
                <p class="nothing">{ "Neither do these articles state their day, nor does it follow from what they tell, so there is no line to put them on." }</p>
            };
        };
        if let ([only], None) = (whole.bars.as_slice(), self.at.days) {
            return html! {
                <p class="nothing">{ format!("All that is dated is from {}: one day makes no line.", days(only.from, only.to)) }</p>
            };
        }
        let uncertain = whole.between > 0 || line.part.as_ref().is_some_and(|p| p.between > 0);
        html! {
            <section class="by-day" aria-labelledby="by-day">
                <h2 id="by-day">{ "Articles by date" }</h2>
                { self.histogram(whole, "Articles") }
                if let Some(part) = &line.part {
                    <h3>{ format!("Closer: {}", self.at.days.map_or_else(String::new, |(a, b)| days(a, b))) }</h3>
                    { self.histogram(part, "Closer: articles") }
                }
                if uncertain {
                    <p class="key"><svg class="histogram" aria-hidden="true"><rect class="uncertain" x="1" y="1" width="14" height="10" /></svg>
                        { " With a broken outline: articles from some day between two days. Such an article stands in every bar it may belong to and is counted in none." }</p>
                }
            </section>
        }
    }

    fn histogram(&self, bars: &Bars, what: &str) -> Html {
        let bar = |b: &library::Bar| Bar {
            label: label(b.from, b.to),
            from: b.from,
            to: b.to,
            value: b.articles,
            value_of_all: b.articles,
            uncertain: b.perhaps,
        };
        let by = match bars.step {
            Step::Day => "day",
            Step::Week => "week",
            Step::Months(1) => "month",
            Step::Months(3) => "quarter",
            Step::Months(12) => "year",
            Step::Months(_) => "decade or longer",
        };
        let (dispatcher, at) = (self.context.state.dispatcher(), self.at.clone());
        let on_choose = Callback::from(move |days| {
            dispatcher.dispatch(Action::Go(Address::Timeline(At { days, row: 0, event: at.event.clone() })));
        });
        let bars = Rc::new(bars.bars.iter().map(bar).collect::<Vec<_>>());
        yew::html! {
            <Histogram label={format!("{what} by {by}")} unit={("article", "articles")} {bars} chosen={self.at.days} {on_choose} />
        }
    }

    fn events(&self, line: &Timeline, more: &Callback<MouseEvent>) -> Html {
        let bars = line.part.as_ref().or(line.whole.as_ref()).map_or(&[][..], |b| &b.bars);
        html! {
            <section class="happened" aria-labelledby="happened">
                <h2 id="happened">{ match self.at.days {
                    Some((a, b)) => format!("Events, {}", days(a, b)),
                    None => "Events".to_owned(),
                } }</h2>
                if line.happened.is_empty() { <p class="nothing">{ "No event of these days is told." }</p> }
                if bars.len() > 1 && !line.happened.is_empty() {
                    <p class="key">{ "Beside each event: its own day, tinted, and the days of the articles that tell it or refer to it." }</p>
                }
                { for line.happened.iter().map(|h| self.happened(h, bars, more)) }
            </section>
        }
    }

    /// The events of a bar.
    fn happened(&self, happened: &Happened, bars: &[library::Bar], more: &Callback<MouseEvent>) -> Html {
        let name = happened.days.map_or_else(|| "Day not known".to_owned(), |(a, b)| label(a, b));
        let narrower = happened.days.filter(|d| self.at.days != Some(*d) && d.0 < d.1);
        html! {
            <div class="when">
                <h3>{ &name }</h3>
                <ul>
                    { for happened.events.iter().map(|e| self.event(e, bars, &name)) }
                    if happened.more > 0 {
                        <li class="more">
                            if let Some(days) = narrower {
                                <a href={self.of_days(Some(days)).print()}>{ format!("{} more: look at {name} closely", happened.more) }</a>
                            } else {
                                <button type="button" onclick={more.clone()}>{ format!("{} more", happened.more) }</button>
                            }
                        </li>
                    }
                </ul>
            </div>
        }
    }

    fn event(&self, on_line: &OnLine, bars: &[library::Bar], heading: &str) -> Html {
        let (event, about) = (&on_line.head.event, on_line.head.about as usize);
        let day = event.date.map_or_else(String::new, Date::short);
        let reach = match on_line.head.background as usize {
            0 => format!("{} it", count(about, "article tells", "articles tell")),
            n if about == 0 => format!("{} to it", count(n, "article refers", "articles refer")),
            n => {
                format!("{} it, {} to it", count(about, "article tells", "articles tell"), count(n, "refers", "refer"))
            }
        };
        let here = self.at.event.as_ref() == Some(&event.id);
        let known = Address::Timeline(At { event: Some(event.id.clone()), ..At::default() });
        let compare = Address::Compare(Compare { events: vec![event.id.clone()], ..Compare::default() });
        let all = bars.len();
        let mark = |&(n, sure, perhaps): &(u32, u32, u32)| {
            let (x, width) = (share(n as usize, all), share(1, all));
            let class = if sure > 0 { "told" } else { "perhaps" };
            let high = (sure + perhaps).min(4) * 25;
            html! { <rect class={class} {x} y={format!("{}%", 100 - high)} {width} height={format!("{high}%")} /> }
        };
        let own = event.date.and_then(|day| bars.iter().position(|b| b.from <= day && day <= b.to));
        html! {
            <li>
                if !day.is_empty() && day != heading { <span class="day">{ day }</span> }
                <a class="name" href={known.print()} aria-current={here.then_some("true")}><bdi>{ &event.name }</bdi></a>
                <span class="facts">{ reach }{ " " }
                    <a href={compare.print()} aria-label={format!("Compare: {}", event.name)}>{ "Compare" }</a></span>
                if all > 1 {
                    <svg class="strip" aria-hidden="true">
                        if let Some(n) = own { <rect class="own" x={share(n, all)} y="0%" width={share(1, all)} height="100%" /> }
                        { for on_line.told.iter().map(mark) }
                    </svg>
                }
            </li>
        }
    }

    fn articles(&self, day: &Day) -> Html {
        let (from, shown) = (self.at.row, day.heads.len());
        let page = |label: &'static str, row: usize| {
            let to = Address::Timeline(At { row, ..self.at.clone() });
            html! { <a href={to.print()}>{ label }</a> }
        };
        let most = ARTICLES_MAX as usize;
        html! {
            <section class="dated" aria-labelledby="dated">
                <h2 id="dated">{ match self.at.days {
                    Some((a, b)) => format!("Articles, {}", days(a, b)),
                    None => "Articles".to_owned(),
                } }</h2>
                <p class="sub" role="status">{ match day.total {
                    0 => "No article is from these days.".to_owned(),
                    n if n as usize > shown => format!("{} to {} of {n}", from + 1, from + shown),
                    n => count(n as usize, "article", "articles"),
                } }</p>
                <ol>{ for day.heads.iter().map(article) }</ol>
                <p class="pages">
                    if from > 0 { { page("Earlier articles", from.saturating_sub(most)) } }
                    if from + shown < day.total as usize { { page("Later articles", from + most) } }
                </p>
            </section>
        }
    }

    /// What was known of an event when: a table of who told it first, then the words.
    fn known(&self, known: &Known) -> Html {
        let event = known.event.as_ref();
        let day = event.and_then(|e| e.date).map_or_else(|| "on a day not known".to_owned(), Date::short);
        let ids: Vec<String> = known.articles.iter().map(|a| a.head.id.clone()).collect();
        let event_id = event.map(|e| e.id.clone()).unwrap_or_default();
        let compare = Address::Compare(Compare { events: vec![event_id], outlets: ids, ..Compare::default() });
        let told = |n: u32| known.articles.iter().flat_map(|a| &a.told).any(|k| k.statement == n);
        let shared = || (0u32..).zip(&known.statements).filter(|(n, s)| s.told_by > 1 && told(*n));
        html! {
            <section class="known" aria-label="What was known when">
                <p class="sub">{ format!("It happened {day}. {} in the order of their days", count(known.articles.len(), "article", "articles")) }
                    { if known.others > 0 { format!(": the earliest of {}. ", known.articles.len() + known.others as usize) } else { ". ".to_owned() } }
                    <a href={compare.print()}>{ "Compare them" }</a>{ " · " }
                    <a href={Address::Timeline(At { event: None, ..self.at.clone() }).print()}>{ "Close" }</a></p>
                <p class="rule">{ "“First”: no other of these articles told it before or on the same days. “First?”: none did so before, but their days meet. “Otherwise”: told before, and differently. “Left out”: others had told it before." }</p>
                if shared().next().is_some() {
                    <div class="scroll" role="region" aria-label="Who told what first" tabindex="0"><table>
                        <caption class="visually-hidden">{ "What at least two articles tell, and who told it first" }</caption>
                        <thead><tr><th scope="col">{ "What is told" }</th>
                            { for known.articles.iter().map(|a| html! { <th scope="col"><bdi>{ &a.head.outlet }</bdi><span>{ on(a) }</span></th> }) }
                        </tr></thead>
                        <tbody>{ for shared().map(|(n, s)| html! {
                            <tr><th scope="row">{ &s.label }{ verdict(s.verdict) }</th>
                                { for known.articles.iter().map(|a| cell(a, n)) }</tr>
                        }) }</tbody>
                    </table></div>
                }
                <ol class="knowing">{ for known.articles.iter().map(|a| knowing(known, a)) }</ol>
            </section>
        }
    }
}

/// Days as short as they can be written: a month or a year where it is whole.
fn label(from: Date, to: Date) -> String {
    let next = to.plus(1);
    let whole = from.day() == 1 && next.is_none_or(|d| d.day() == 1) && (from.year() == to.year());
    match (whole, from.month(), to.month()) {
        (true, 1, 12) => from.year().to_string(),
        // “1 Nov 2025” without its day.
        (true, a, b) if a == b => from.short().split_once(' ').map_or_else(String::new, |(_, month)| month.to_owned()),
        _ => days(from, to),
    }
}

/// A part of a whole as a percentage with one digit after the point.
fn share(part: usize, whole: usize) -> String {
    let thousandths = part * 1000 / whole.max(1);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn read(id: &str, at: Option<Span>) -> String {
    Address::Read(Read { articles: vec![id.to_owned()], at, ..Read::default() }).print()
}

fn article(head: &Head) -> Html {
    html! {
        <li>
            <span class="day">{ &head.dated }</span>
            <a href={read(&head.id, None)}><bdi>{ &head.outlet }</bdi></a>
            if let Some(headline) = &head.headline { <span class="headline" dir="auto">{ headline }</span> }
            else { <span class="headline none">{ "no headline in the file" }</span> }
        </li>
    }
}

/// The days of an article, with its time.
fn on(article: &Knowing) -> String {
    let time = clock(article.time_s);
    match article.days {
        Some((from, to)) if from < to => format!("some day of {}", days(from, to)),
        Some((day, _)) => format!("{}{time}", day.short()),
        None => "day not known".to_owned(),
    }
}

fn verdict(verdict: Verdict) -> Html {
    match verdict {
        Verdict::OnlyHere | Verdict::Agree | Verdict::WordedOtherwise => html! {},
        other => html! { <span class={format!("verdict {}", other.label())}>{ other.label() }</span> },
    }
}

fn name(novelty: Novelty) -> &'static str {
    match novelty {
        Novelty::First => "first",
        Novelty::PerhapsFirst => "first?",
        Novelty::Changed => "otherwise",
        Novelty::Again => "again",
        Novelty::NoDay => "told",
    }
}

/// How an article stands to a statement.
fn cell(article: &Knowing, statement: u32) -> Html {
    match article.told.iter().find(|k| k.statement == statement) {
        Some(k) => html! {
            <td class={name(k.novelty).trim_end_matches('?')}><a href={read(&article.head.id, Some(k.at))}>{ name(k.novelty) }</a>
                if !k.answer.is_empty() { <span class="answer">{ short(&k.answer) }</span> }</td>
        },
        None if article.silent.contains(&statement) => html! { <td class="gap">{ "left out" }</td> },
        None => html! { <td></td> },
    }
}

/// The beginning of an answer.
fn short(answer: &str) -> String {
    const LETTERS_MAX: usize = 40;
    if answer.chars().count() <= LETTERS_MAX {
        return answer.to_owned();
    }
    answer.chars().take(LETTERS_MAX).chain(['…']).collect()
}

/// What one article told, in its words.
fn knowing(known: &Known, article: &Knowing) -> Html {
    let of = |wanted: &[Novelty]| article.told.iter().filter(|k| wanted.contains(&k.novelty)).collect::<Vec<_>>();
    let silent = article.silent.iter().filter_map(|n| known.statements.get(*n as usize));
    let again = of(&[Novelty::Again]);
    html! {
        <li>
            <div class="of"><a href={read(&article.head.id, None)}><bdi>{ &article.head.outlet }</bdi></a><span>{ on(article) }</span>
                if article.older { <span class="gap">{ "from before the event: could not know yet how it went" }</span> }</div>
            <div>
                { told(known, article, "New", &of(&[Novelty::First, Novelty::PerhapsFirst])) }
                { told(known, article, "Told otherwise than before", &of(&[Novelty::Changed])) }
                { told(known, article, "Told; its day is not known", &of(&[Novelty::NoDay])) }
                if !again.is_empty() {
                    <details><summary>{ format!("Told again: {}", again.len()) }</summary>
                        <ul>{ for again.iter().map(|k| line(known, article, k)) }</ul></details>
                }
                if !article.silent.is_empty() {
                    <details><summary>{ format!("Left out, though told before: {}", article.silent.len()) }</summary>
                        <ul>{ for silent.map(|s| html! { <li>{ &s.label }</li> }) }</ul></details>
                }
            </div>
        </li>
    }
}

fn told(known: &Known, article: &Knowing, heading: &'static str, lines: &[&Knew]) -> Html {
    let (first, rest) = lines.split_at(lines.len().min(TOLD_MAX));
    html! {
        if !lines.is_empty() {
            <h2>{ heading }{ " · " }{ lines.len() }</h2>
            <ul>{ for first.iter().map(|k| line(known, article, k)) }</ul>
            if !rest.is_empty() {
                <details><summary>{ format!("{} more", rest.len()) }</summary>
                    <ul>{ for rest.iter().map(|k| line(known, article, k)) }</ul></details>
            }
        }
    }
}

/// A sentence with what it stands for, and who told it before or may have.
fn line(known: &Known, article: &Knowing, knew: &Knew) -> Html {
    let statement = known.statements.get(knew.statement as usize);
    let shared = statement.filter(|s| s.told_by > 1);
    let marks: Vec<Mark> = knew.marks.iter().map(|m| Mark::plain(*m, "mark-here")).collect();
    let others: Vec<&str> =
        knew.others.iter().filter_map(|n| known.articles.get(*n as usize)).map(|a| a.head.outlet.as_str()).collect();
    let relation = match knew.novelty {
        _ if others.is_empty() => String::new(),
        Novelty::Changed if !knew.before.is_empty() => {
            format!("before: {}; told by {}", short(&knew.before), others.join(", "))
        }
        Novelty::Changed | Novelty::Again => format!("told before by {}", others.join(", ")),
        _ => format!("perhaps after {}, whose days meet these", others.join(", ")),
    };
    html! {
        <li>
            if let Some(s) = shared { <p class="what">{ &s.label }
                if !knew.answer.is_empty() { { ": " }<strong>{ short(&knew.answer) }</strong> }
                { verdict(s.verdict) }</p> }
            <blockquote dir="auto">{ marked(&knew.sentence, Span::new(0, knew.sentence.len()), &marks) }</blockquote>
            <p class="facts">{ relation }{ " " }<a href={read(&article.head.id, Some(knew.at))}>{ "in its context" }</a></p>
        </li>
    }
}
