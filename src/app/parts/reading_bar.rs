//! How far the reading of files is, above every view, with the way to stop it; and how it went.
use crate::Context;
use crate::address::Address;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::state::Action;
use library::bringing::{FileRow, Progress};
use yew::prelude::*;

/// The bar while files are read, the report after it; nothing otherwise.
pub(crate) fn reading_bar(context: &Context) -> Html {
    let Some(progress) = context.state.gathering.as_deref() else { return html! {} };
    let found = count(progress.found as usize, "article", "articles");
    if progress.done {
        return report(context, progress, &found);
    }
    let library = context.library.clone();
    let enough = Callback::from(move |_: MouseEvent| {
        if let Some(line) = library.line() {
            line.enough();
        }
    });
    let (library, dispatcher) = (context.library.clone(), context.state.dispatcher());
    let give_up = Callback::from(move |_: MouseEvent| {
        if let Some(line) = library.line() {
            line.cancel();
        }
        dispatcher.dispatch(Action::Gather(None));
    });
    html! {
        <div class="reading-bar" role="group" aria-label="Reading your files">
            if progress.to_join > 0 {
                <progress max={progress.to_join.to_string()} value={progress.joined.to_string()} aria-label="Articles joined"></progress>
                <span>{ format!("{found} are being joined: who is the same, what happened once. ") }</span>
            } else {
                <progress max={progress.bytes_total.max(1).to_string()} value={progress.bytes.to_string()} aria-label="Bytes read"></progress>
                <span>{ format!("{} of {found} found so far are analysed. ", progress.analysed) }</span>
            }
            if context.state.catalogue.shipped {
                <span>{ "The first hundred can be explored in a moment. " }</span>
            } else {
                <span>{ format!("The first {} can be explored. ", context.state.catalogue.articles) }</span>
            }
            if progress.to_join == 0 { <button type="button" onclick={enough}>{ "Stop, keep these" }</button> }
            <button type="button" onclick={give_up}>{ "Cancel" }</button>
        </div>
    }
}

fn report(context: &Context, progress: &Progress, found: &str) -> Html {
    let dispatcher = context.state.dispatcher();
    let close = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Gather(None)));
    let refused = progress.troubles as usize;
    let told = || progress.files.iter().flat_map(|(_, row)| row.troubles.iter().map(move |t| (row, t)));
    let rest = refused.saturating_sub(told().count());
    html! {
        <div class="reading-bar" role="status">
            if progress.analysed == 0 {
                <p><strong>{ "Nothing could be read. " }</strong>{ "The corpus is the one that was there before." }</p>
            } else {
                <p>{ format!("{found} read. ") }<a href={Address::default().print()}>{ "Compare" }</a></p>
            }
            if refused > 0 {
                <details open={progress.analysed == 0}>
                    <summary>{ format!("{} could not be read", count(refused, "record", "records")) }</summary>
                    <ul class="refused">{ for told().map(|(FileRow { name, .. }, t)| html! {
                        <li><bdi>{ name }</bdi>{ format!(", line {}: {}; {}.", t.line, t.message, t.hint) }</li>
                    }) }</ul>
                    if rest > 0 { <p>{ format!("And {rest} more.") }</p> }
                </details>
            }
            <button type="button" onclick={close}>{ "Close" }</button>
        </div>
    }
}
