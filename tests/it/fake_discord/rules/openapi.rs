//! Discord's OpenAPI document as a judge of every request, when `DISCORD_OPENAPI` names the file.
//!
//! Its schemas are open, so a mistyped field passes; a second, closed pass forbids fields it does
//! not know. Validators cost milliseconds to build, so each operation gets its pair once per
//! process.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use jsonschema::error::{ValidationError, ValidationErrorKind};
use serde_json::{Value, json};

/// What serenity sends that the document does not describe and Discord takes: where, and the error.
const ALLOWED: &[(&str, &str)] = &[
    // The documentation says text, the document says number.
    ("/default_member_permissions", "is not of types"),
    // serenity numbers the files of a form with integers.
    ("/attachments/", "is not of type \"string\""),
];

/// Fields unknown to the document that serenity always writes, used or not.
const WRITTEN_EMPTY: &[&str] = &[
    "/nsfw",
    "/channel_types",
    "/min_value",
    "/max_value",
    "/min_length",
    "/max_length",
    "/options",
    "/choices",
    "/autocomplete",
    "/required",
];

/// An unknown field that holds null, false or an empty list.
const EMPTY_FIELD: &str = "unknown field, empty";

static DOCUMENT: LazyLock<Option<Document>> = LazyLock::new(|| {
    let file = std::env::var_os("DISCORD_OPENAPI")?;
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("DISCORD_OPENAPI names {}: {error}", file.display()));
    let open: Value = serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("DISCORD_OPENAPI names {}, which is not JSON: {error}", file.display())
    });
    Some(Document { closed: closed(&open), open, built: Mutex::default() })
});

type Passes = Arc<Vec<(&'static str, Validator)>>;

struct Document {
    open: Value,
    closed: Value,
    built: Mutex<HashMap<String, Passes>>,
}

/// What Discord's document says against a request; nothing when the document is not at hand.
pub(in super::super) fn request(
    method: &str,
    path: &str,
    query: &str,
    body: &Value,
) -> Vec<String> {
    DOCUMENT.as_ref().map_or_else(Vec::new, |document| document.request(method, path, query, body))
}

/// Whether the document is at hand.
pub(in super::super) fn is_at_hand() -> bool {
    DOCUMENT.is_some()
}

impl Document {
    fn request(&self, method: &str, path: &str, query: &str, body: &Value) -> Vec<String> {
        let method = method.to_lowercase();
        let Some(template) = self.template(&method, path) else {
            return vec![format!("OpenAPI: no operation {method} {path}")];
        };
        let mut problems = self.query(&method, &template, query);
        if body.is_null() {
            return problems;
        }
        let passes = self.passes(&method, &template);
        if passes.is_empty() {
            problems.push(format!("OpenAPI: {method} {template} takes no body"));
        }
        for (pass, validator) in passes.iter() {
            for error in validator.iter_errors(body) {
                let mut found = Vec::new();
                leaves(&error, body, &mut found);
                let left = found.into_iter().filter(|(at, text)| !is_allowed(at, text));
                problems.extend(left.map(|(at, text)| {
                    format!("OpenAPI ({pass}) {method} {template} at {at:?}: {text}")
                }));
            }
        }
        problems
    }

    /// The path of the document that fits best: the one with the fewest placeholders.
    fn template(&self, method: &str, path: &str) -> Option<String> {
        let wanted: Vec<&str> = path.split('/').collect();
        let fits = |template: &&String| {
            let parts: Vec<&str> = template.split('/').collect();
            let same = |(part, word): (&&str, &&str)| part.starts_with('{') || part == word;
            parts.len() == wanted.len() && parts.iter().zip(&wanted).all(same)
        };
        let paths = self.open["paths"].as_object().expect("the OpenAPI document has paths");
        let having = paths.keys().filter(|template| paths[*template][method].is_object());
        having.filter(fits).min_by_key(|template| template.matches('{').count()).cloned()
    }

    fn query(&self, method: &str, template: &str, query: &str) -> Vec<String> {
        let operation = &self.open["paths"][template][method];
        let known: Vec<&str> = super::items(&operation["parameters"])
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        let names = query
            .split('&')
            .filter_map(|pair| pair.split('=').next())
            .filter(|name| !name.is_empty());
        let unknown = names.filter(|name| !known.contains(name));
        unknown
            .map(|name| format!("OpenAPI: {method} {template} has no query parameter {name:?}"))
            .collect()
    }

    fn passes(&self, method: &str, template: &str) -> Passes {
        let mut built = self.built.lock().expect("no thread died building a validator");
        let made =
            built.entry(format!("{method} {template}")).or_insert_with(|| {
                let documents = [("open", &self.open), ("closed", &self.closed)];
                let pass = |(name, document): (&'static str, &Value)| {
                    let operation = &document["paths"][template][method]["requestBody"]["content"]
                        ["application/json"]["schema"];
                    let schema =
                        json!({"allOf": [operation], "components": document["components"]});
                    let validator = jsonschema::options().build(&schema);
                    operation
                        .is_object()
                        .then(|| (name, validator.expect("Discord's schemas are valid")))
                };
                Arc::new(documents.into_iter().filter_map(pass).collect())
            });
        Arc::clone(made)
    }
}

/// Forbids unknown fields wherever a schema lists fields.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let mut out: serde_json::Map<String, Value> =
                fields.iter().map(|(name, field)| (name.clone(), closed(field))).collect();
            let lists_fields = fields.get("properties").is_some_and(Value::is_object)
                && fields.get("type").is_some_and(|kind| !kind.is_object());
            if lists_fields && !fields.contains_key("additionalProperties") {
                out.insert("additionalProperties".into(), false.into());
            }
            Value::Object(out)
        }
        Value::Array(list) => list.iter().map(closed).collect(),
        other => other.clone(),
    }
}

/// The errors that matter: of a choice between schemas, those of the branch whose `type` fits the
/// body.
fn leaves(error: &ValidationError<'_>, body: &Value, found: &mut Vec<(String, String)>) {
    let here = error.instance_path().to_string();
    let context = match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            found.extend(
                unexpected.iter().map(|name| unknown_field(format!("{here}/{name}"), body)),
            );
            return;
        }
        _ => return found.push((here, error.to_string().chars().take(300).collect())),
    };
    // A branch that already disagrees on what kind of thing this is was never meant.
    let meant = |branch: &&Vec<ValidationError<'static>>| {
        !branch.iter().any(|one| {
            let at = one.instance_path().to_string();
            at == format!("{here}/type")
                || at == here && matches!(one.kind(), ValidationErrorKind::Type { .. })
        })
    };
    let branch =
        context.iter().find(meant).or_else(|| context.iter().min_by_key(|branch| branch.len()));
    for inner in branch.into_iter().flatten() {
        leaves(inner, body, found);
    }
}

fn unknown_field(at: String, body: &Value) -> (String, String) {
    let value = body.pointer(&at).unwrap_or(&Value::Null);
    let empty = value.is_null() || *value == false || *value == json!([]);
    let text = if empty { EMPTY_FIELD.to_owned() } else { format!("unknown field, holds {value}") };
    (at, text)
}

fn is_allowed(at: &str, text: &str) -> bool {
    ALLOWED.iter().any(|(place, error)| at.contains(place) && text.contains(error))
        || text == EMPTY_FIELD && WRITTEN_EMPTY.iter().any(|place| at.contains(place))
}
