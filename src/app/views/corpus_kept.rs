//! The corpora that are kept in this browser or only in this page: open one, delete one, save the bytes of one that is
//! damaged.
use crate::Context;
use crate::effects;
use crate::incoming::when;
use crate::markup::html;
use crate::views::corpus::{articles, telling};
use crate::views::corpus_save::lost;
use library::bringing::Holding;
use yew::prelude::*;

/// The list.
pub(crate) fn kept(context: &Context) -> Html {
    let held = &context.state.held;
    let shipped = held.open.is_empty() && context.state.catalogue.shipped;
    let back = telling::<MouseEvent>(context, |line| line.open_corpus(""));
    html! {
        <section class="kept-corpora" aria-labelledby="kept-title">
            <h2 id="kept-title" tabindex="-1">{ "Corpora in this browser" }</h2>
            <p class="small">
                if held.corpora.is_empty() { { "None of your own yet. " } }
                { "What you bring is kept here, on this machine only, until you delete it. A private window forgets it when it is closed." }
            </p>
            <ul>
                { for held.aside.iter().map(|c| entry(context, c, Place::Aside)) }
                { for held.corpora.iter().map(|c| entry(context, c, if c.id == held.open { Place::Open } else { Place::Kept })) }
                <li>
                    <span class="name">{ "The corpus that came with the page" }</span>
                    if shipped { <span class="now">{ "open" }</span> } else {
                        <span class="ways"><button type="button" onclick={back}>{ "Back to the corpus that came with the page" }</button></span>
                    }
                </li>
            </ul>
        </section>
    }
}

/// Where a corpus is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Here.
    Open,
    /// In this browser.
    Kept,
    /// Only in this page.
    Aside,
}

fn entry(context: &Context, corpus: &Holding, place: Place) -> Html {
    let act = |label: &'static str, order: fn(&crate::worker::Line, &str)| {
        let (id, name) = (corpus.id.clone(), corpus.name.clone());
        let told = telling::<MouseEvent>(context, move |line| order(line, &id));
        // What is clicked goes; the focus must not go with it.
        let onclick = Callback::from(move |event| {
            told.emit(event);
            effects::focus("kept-title");
        });
        html! { <button type="button" {onclick} aria-label={format!("{label} {name}")}>{ label }</button> }
    };
    let saved = if corpus.exported.is_empty() { "never".to_owned() } else { when(&corpus.exported) };
    let about = format!("{} · {} · ", articles(corpus.articles), effects::megabytes(corpus.bytes));
    let facts = match place {
        Place::Aside => format!("{about}not kept. {}", lost(&corpus.exported)),
        _ => format!("{about}changed {} · last saved as a file: {saved}", when(&corpus.changed)),
    };
    let damaged = !corpus.damaged.is_empty();
    html! {
        <li>
            <span class="name"><bdi>{ &corpus.name }</bdi></span>
            if place == Place::Open { <span class="now">{ "open" }</span> }
            <span class="from">{ facts }</span>
            if damaged { <span class="wrong">{ "It cannot be opened: " }{ &corpus.damaged }</span> }
            <span class="ways">
                if damaged {
                    { act("Save its bytes", crate::worker::Line::rescue) }
                } else if place != Place::Open {
                    { act("Open", crate::worker::Line::open_corpus) }
                }
                if place != Place::Aside { { act("Delete", crate::worker::Line::drop_corpus) } }
            </span>
        </li>
    }
}
