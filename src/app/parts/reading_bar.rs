//! How far the reading of files is, above every view, with the way to stop it; and in a line how it went. What became of
//! each file stands in Corpus. What is dropped on any view is taken here.
use crate::Context;
use crate::address::Address;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::state::Action;
use crate::views::corpus::{articles, telling, undo};
use crate::views::corpus_bring::DropAnywhere;
use crate::worker::Line;
use library::bringing::{FileState, Progress};
use yew::prelude::*;

/// The bar while files are read, the report after it; nothing to be seen otherwise.
pub(crate) fn reading_bar(context: &Context) -> Html {
    let drop_anywhere = yew::html! { <DropAnywhere context={context.clone()} /> };
    let bar = match context.state.gathering.as_deref() {
        None => html! {},
        Some(progress) if progress.done => report(context, progress),
        Some(progress) => reading(context, progress),
    };
    html! { <>{ drop_anywhere }{ bar }</> }
}

/// The way to the files, from another view.
fn to_files(context: &Context) -> Html {
    html! {
        if context.state.address != Address::Corpus { <a href={Address::Corpus.print()}>{ "File by file" }</a> }
    }
}

fn reading(context: &Context, progress: &Progress) -> Html {
    let found = articles(progress.found);
    let enough = telling::<MouseEvent>(context, Line::enough);
    let cancel = {
        let (cancel, dispatcher) = (telling::<MouseEvent>(context, Line::cancel), context.state.dispatcher());
        Callback::from(move |event: MouseEvent| {
            cancel.emit(event);
            dispatcher.dispatch(Action::Gather(None));
        })
    };
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
            { to_files(context) }
            if progress.to_join == 0 { <button type="button" onclick={enough}>{ "Stop, keep these" }</button> }
            <button type="button" onclick={cancel}>{ "Cancel" }</button>
        </div>
    }
}

fn report(context: &Context, progress: &Progress) -> Html {
    let dispatcher = context.state.dispatcher();
    let close = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Gather(None)));
    let mut told = match (progress.analysed, progress.same) {
        (0, 0) => "Nothing could be read. The corpus is the one that was there before.".to_owned(),
        (0, _) => "Nothing new: the corpus has these texts already.".to_owned(),
        _ => format!("{} read.", articles(progress.found)),
    };
    if progress.analysed > 0 && progress.same > 0 {
        told.push_str(&format!(" {} left out: the same texts are there already.", progress.same));
    }
    let refused = || progress.files.iter().filter(|(_, row)| row.state == FileState::Refused);
    let inside: u32 = refused().map(|(_, row)| row.troubles_total).sum();
    let records = progress.troubles.saturating_sub(inside) as usize;
    let missed = match (refused().count(), records) {
        (0, 0) => String::new(),
        (files, 0) => count(files, "file", "files"),
        (0, records) => count(records, "record", "records"),
        (files, records) => format!("{} and {}", count(files, "file", "files"), count(records, "record", "records")),
    };
    if !missed.is_empty() {
        told.push_str(&format!(" {missed} could not be read."));
    }
    html! {
        <div class="reading-bar">
            <p role="status">{ told }</p>
            if progress.analysed > 0 { <a href={Address::default().print()}>{ "Compare them" }</a> }
            { to_files(context) }
            if context.state.address != Address::Corpus { { undo(context) } }
            <button type="button" onclick={close}>{ "Close" }</button>
        </div>
    }
}
