//! What every answer tells the browser: nothing but the page's own files is run, shown or reached.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::context::Context;

/// No text can become HTML or a script, whatever the page's own code tried.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ";

const NOBODY: &str = "'none'";

const OTHERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

pub(super) async fn add(
    State(context): State<Arc<Context>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in OTHERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let ancestors = match context.frame_ancestors.as_str() {
        "" => NOBODY,
        sites => sites,
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy(ancestors));
    response
}

/// Sites that no header can hold are left out, and not the rest of the policy.
fn policy(ancestors: &str) -> HeaderValue {
    let with = |sites: &str| HeaderValue::try_from(format!("{POLICY}{sites}"));
    let policy = with(ancestors).or_else(|_| with(NOBODY));
    policy.unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_header_can_hold_takes_nothing_from_the_policy() {
        for (ancestors, end) in [
            ("https://school.example", "frame-ancestors https://school.example"),
            ("https://school.example\nhttps://other.example", "frame-ancestors 'none'"),
        ] {
            let policy = policy(ancestors);
            let policy = policy.to_str().unwrap();
            assert!(policy.starts_with(POLICY) && policy.ends_with(end), "{policy}");
        }
    }
}
