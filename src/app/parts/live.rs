//! What a screen reader is told when a view changed: once the change has come to rest.
use crate::markup::html;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long nothing else must have changed.
const REST_MS: u32 = 300;

/// Props of [`Live`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to tell.
    pub text: AttrValue,
}

/// One polite live region.
#[component]
pub(crate) fn Live(props: &Props) -> Html {
    let said = use_state(AttrValue::default);
    {
        let said = said.clone();
        use_effect_with(props.text.clone(), move |text| {
            let text = text.clone();
            let timer = Timeout::new(REST_MS, move || said.set(text));
            move || drop(timer)
        });
    }
    html! { <p class="visually-hidden" role="status">{ (*said).clone() }</p> }
}
