//! The corpora that are kept in this browser: open one, delete one, save the bytes of one that is damaged.
use crate::Context;
use crate::effects;
use crate::incoming::when;
use crate::markup::html;
use crate::views::corpus::{articles, telling};
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
            if held.corpora.is_empty() {
                <p>{ "None of your own yet. What you bring is kept here, on this machine only, until you delete it." }</p>
            }
            <ul>{ for held.corpora.iter().map(|c| entry(context, c, c.id == held.open)) }
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

fn entry(context: &Context, corpus: &Holding, open: bool) -> Html {
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
    let facts = format!(
        "{} · {} · changed {} · last saved as a file: {saved}",
        articles(corpus.articles),
        effects::megabytes(corpus.bytes),
        when(&corpus.changed),
    );
    let damaged = !corpus.damaged.is_empty();
    html! {
        <li>
            <span class="name"><bdi>{ &corpus.name }</bdi></span>
            if open { <span class="now">{ "open" }</span> }
            <span class="from">{ facts }</span>
            if damaged { <span class="wrong">{ "It cannot be opened: " }{ &corpus.damaged }</span> }
            <span class="ways">
                if damaged {
                    { act("Save its bytes", crate::worker::Line::rescue) }
                } else if !open {
                    { act("Open", crate::worker::Line::open_corpus) }
                }
                { act("Delete", crate::worker::Line::drop_corpus) }
            </span>
        </li>
    }
}
