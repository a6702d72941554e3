//! The user's own notes on the cells of a line.
use crate::effects;
use crate::markup::html;
use crate::state::{Action, Kept, State};
use crate::views::sheet::Made;
use analysis::sheet::Line;
use analysis::take_along::note_key;
use yew::prelude::*;

/// The key of a note among all that are kept: the corpus comes first.
pub(crate) fn kept_key(made: &Made, line: &str, column: usize) -> String {
    let desk = &made.desk;
    format!("{} {}", desk.mark(), note_key(&desk.collection, &desk.reading, &made.comparison, line, column))
}

/// A field per column.
pub(crate) fn notes(made: &Made, line: &Line, kept: &Kept, dispatcher: &UseReducerDispatcher<State>) -> Html {
    let field = |column: usize| {
        let key = kept_key(made, &line.key, column);
        let written = kept.notes.get(&key).cloned().unwrap_or_default();
        let dispatcher = dispatcher.clone();
        // With every letter: nothing is lost when the page is left.
        let oninput = Callback::from(move |event: InputEvent| {
            dispatcher.dispatch(Action::Note(key.clone(), effects::chosen(&event)));
        });
        html! {
            <label>{ format!("Your note on {}", made.head(column)) }
                <textarea rows="2" {oninput} value={written}></textarea>
            </label>
        }
    };
    html! {
        <fieldset class="own-notes">
            <legend>{ "Notes stay in this browser and go along with every export." }</legend>
            { for (0..line.cells.len()).map(field) }
        </fieldset>
    }
}
