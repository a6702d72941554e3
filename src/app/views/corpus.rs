//! Corpus: what is open and where it lives, bringing one's own articles, how each file was read, what the reader decided for
//! each article, and the corpora that are kept in this browser. Its sections are in the files beside this one.
use crate::Context;
use crate::address::Address;
use crate::effects;
use crate::incoming;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::state::Action;
use crate::views::corpus_bring::{Bring, Outlets};
use crate::views::corpus_files::files;
use crate::views::corpus_kept::kept;
use crate::views::corpus_review::Review;
use crate::views::corpus_save::Save;
use crate::worker::Line;
use library::bringing::Edit;
use std::rc::Rc;
use yew::prelude::*;

/// The Corpus view.
#[component]
pub(crate) fn CorpusView() -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    use_effect_with((), |()| {
        effects::write_title("Corpus – Parallax");
        effects::take_over();
    });
    {
        let context = context.clone();
        use_effect_with(context.state.held.clone(), move |held| {
            let (can_undo, can_redo) = (!held.undo.is_empty(), !held.redo.is_empty());
            let keys = incoming::on_undo_keys(move |redo| match redo {
                true if can_redo => step(&context, Line::redo),
                false if can_undo => step(&context, Line::undo),
                _ => {}
            });
            move || drop(keys)
        });
    }
    let given = context.clone();
    let (save, bring) =
        (yew::html! { <Save context={given.clone()} /> }, yew::html! { <Bring context={given.clone()} /> });
    let (review, outlets) =
        (yew::html! { <Review context={given.clone()} /> }, yew::html! { <Outlets context={given} /> });
    html! {
        <article class="corpus">
            <h1 id="page-title" tabindex="-1">{ "Corpus" }</h1>
            { open(&context) }
            { save }
            { bring }
            { files(&context) }
            { review }
            { kept(&context) }
            { technical(&context) }
            if grows(&context) { { outlets } }
        </article>
    }
}

/// Says something to the worker; where there is none, says that nothing can be done.
pub(crate) fn tell(context: &Context, order: impl FnOnce(&Line)) {
    match context.library.line() {
        Some(line) => order(line),
        None => context.state.dispatch(Action::Warn(
            "This browser gives the page no worker, so it cannot read files here: try another browser.".into(),
        )),
    }
}

/// A callback that says something to the worker.
pub(crate) fn telling<E>(context: &Context, order: impl Fn(&Line) + 'static) -> Callback<E> {
    let context = context.clone();
    Callback::from(move |_| tell(&context, &order))
}

/// Whether the corpus that is open is the user's own.
pub(crate) fn own(context: &Context) -> bool {
    !context.state.catalogue.shipped
}

/// Whether articles can be added to it: it is one's own, or came in a page that somebody saved.
pub(crate) fn grows(context: &Context) -> bool {
    own(context) || incoming::carries_corpus()
}

/// Whether what was read can be corrected.
pub(crate) fn changes(context: &Context) -> bool {
    own(context) || !incoming::lies_beside()
}

/// What is open, in numbers, with its name.
fn open(context: &Context) -> Html {
    let catalogue = &context.state.catalogue;
    let number = |what: &'static str, n: String| html! { <div><dt>{ what }</dt><dd>{ n }</dd></div> };
    html! {
        <section class="open-now" aria-label="What is open">
            <p class="about"><strong><bdi>{ &catalogue.name }</bdi></strong>{ " " }{ &catalogue.about }</p>
            <dl class="holdings">
                { number("Articles", catalogue.articles.to_string()) }
                { number("Text", effects::megabytes(catalogue.bytes)) }
                { number("Names", catalogue.entities.to_string()) }
                { number("Events", catalogue.events_total.to_string()) }
            </dl>
            if grows(context) { { rename(context) } }
            { undo(context) }
        </section>
    }
}

fn rename(context: &Context) -> Html {
    let name = context.state.catalogue.name.clone();
    let renamed = {
        let (context, name) = (context.clone(), name.clone());
        Callback::from(move |event: Event| {
            let to = effects::chosen(&event).trim().to_owned();
            if !to.is_empty() && to != name {
                tell(&context, |line| line.edit(&Edit::Name(to)));
            }
        })
    };
    html! {
        <p class="rename"><label>{ "Name " }<input type="text" autocomplete="off" value={name} onchange={renamed} /></label></p>
    }
}

/// Goes back or forth. How the last import went is no longer so.
fn step(context: &Context, way: fn(&Line)) {
    tell(context, way);
    context.state.dispatch(Action::Gather(None));
}

/// What can be taken back and done again, each with its words.
pub(crate) fn undo(context: &Context) -> Html {
    let held = &context.state.held;
    let go = |way: fn(&Line)| {
        let context = context.clone();
        Callback::from(move |_: MouseEvent| step(&context, way))
    };
    let (back, forth) = (go(Line::undo), go(Line::redo));
    html! {
        if !held.undo.is_empty() || !held.redo.is_empty() {
            <p class="ways">
                if !held.undo.is_empty() { <button type="button" onclick={back}>{ "Undo: " }{ &held.undo }</button> }
                if !held.redo.is_empty() { <button type="button" onclick={forth}>{ "Redo: " }{ &held.redo }</button> }
            </p>
        }
    }
}

/// What names the corpus and what it takes.
fn technical(context: &Context) -> Html {
    let catalogue = &context.state.catalogue;
    let memory = match catalogue.memory {
        0 => "not known".to_owned(),
        bytes => effects::megabytes(bytes),
    };
    html! {
        <details class="technical">
            <summary>{ "Technical data" }</summary>
            <dl class="holdings">
                <div><dt>{ "SHA-256 of ids and texts" }</dt><dd class="hash">{ &catalogue.hash }</dd></div>
                <div><dt>{ "Memory in use" }</dt><dd>{ memory }</dd></div>
            </dl>
            <p><a href={Address::Privacy.print()}>{ "What is promised about your texts, and how to check it" }</a></p>
        </details>
    }
}

/// A line that tells what was done, and is read out.
pub(crate) fn told(words: &Rc<str>) -> Html {
    html! { <p class="small" role="status">{ &**words }</p> }
}

/// “3 articles”.
pub(crate) fn articles(n: u32) -> String {
    count(n as usize, "article", "articles")
}
