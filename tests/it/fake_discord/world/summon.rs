//! A person does something the bot must answer: makes the interaction and the event that carries
//! it.

use serde_json::{Value, json};

use super::interactions::{Interaction, State};
use super::{Event, InteractionId, Trigger, Typed, World};
use crate::fake_discord::message::{Message, parts};
use crate::fake_discord::people::{self, APPLICATION, Person, Place};

impl World {
    /// Runs a command, or types into one.
    pub(in super::super) fn run(
        &mut self,
        person: Person,
        place: Place,
        typed: &Typed,
    ) -> Result<InteractionId, String> {
        let data = self.data(person, place, typed)?;
        let trigger = match typed {
            Typed::Typing(..) => Trigger::Typing(focused_type(&data["options"])),
            _ => Trigger::Command,
        };
        Ok(self.summon(person, place, trigger, data))
    }

    /// Presses a button.
    pub(in super::super) fn press(
        &mut self,
        person: Person,
        shown: &Message,
        label: &str,
    ) -> Result<InteractionId, String> {
        let button = self.on_screen(person, shown)?.button(label)?;
        let data = json!({"component_type": 2, "custom_id": button.custom_id, "id": 1});
        Ok(self.summon(person, shown.place, Trigger::Component(shown.id), data))
    }

    /// Chooses in a menu.
    pub(in super::super) fn choose(
        &mut self,
        person: Person,
        shown: &Message,
        custom_id: &str,
        values: &[&str],
    ) -> Result<InteractionId, String> {
        let current = self.on_screen(person, shown)?;
        let menus = current.menus();
        let menu = menus
            .iter()
            .find(|menu| menu["custom_id"] == custom_id || menu["placeholder"] == custom_id);
        let menu = menu.ok_or_else(|| format!("no menu {custom_id:?}; there are {menus:?}"))?;
        let options: Vec<&str> = super::items(&menu["options"])
            .iter()
            .filter_map(|option| option["value"].as_str())
            .collect();
        if let Some(unknown) =
            values.iter().find(|value| menu["type"] == 3 && !options.contains(value))
        {
            return Err(format!("the menu offers {options:?}, not {unknown:?}"));
        }
        let roles = [people::STUDY_HALL.0, people::READERS].map(|id| id.to_string());
        if let Some(unknown) = values
            .iter()
            .find(|value| menu["type"] == 6 && !roles.iter().any(|role| role == *value))
        {
            return Err(format!("the server has no role {unknown:?}"));
        }
        let (least, most) =
            (menu["min_values"].as_u64().unwrap_or(1), menu["max_values"].as_u64().unwrap_or(1));
        if menu["disabled"] == true || !(least..=most).contains(&(values.len() as u64)) {
            return Err(format!("the menu is disabled or does not take {} values", values.len()));
        }
        let data = json!({"component_type": menu["type"], "custom_id": menu["custom_id"], "values": values, "id": 1});
        Ok(self.summon(person, shown.place, Trigger::Component(shown.id), data))
    }

    /// Sends a modal that an interaction opened.
    pub(in super::super) fn submit(
        &mut self,
        person: Person,
        opened: InteractionId,
        fields: &[(&str, &str)],
    ) -> Result<InteractionId, String> {
        let from = &self.interactions[&opened];
        let (place, owner, trigger) = (from.place, from.person, from.trigger.clone());
        let modal = from.modal.clone().ok_or_else(|| format!("{opened:?} opened no modal"))?;
        if owner != person {
            return Err(format!("the modal is on {}'s screen", owner.name()));
        }
        let mut rows = Vec::new();
        for input in
            parts(super::items(&modal["components"])).into_iter().filter(|part| part["type"] == 4)
        {
            let id = input["custom_id"].as_str().unwrap_or_default();
            let value = fields.iter().find(|(name, _)| *name == id).map_or("", |(_, value)| *value);
            let length = value.chars().count() as u64;
            let required = input["required"] != false;
            let least = input["min_length"].as_u64().unwrap_or(u64::from(required));
            if length > input["max_length"].as_u64().unwrap_or(4_000)
                || length < least && (required || length > 0)
            {
                return Err(format!("{value:?} cannot be typed into {input}"));
            }
            rows.push(json!({"type": 1, "id": 1, "components": [{"type": 4, "id": 2, "custom_id": id, "value": value}]}));
        }
        if let Some((name, _)) = fields
            .iter()
            .find(|(name, _)| !rows.iter().any(|row| row["components"][0]["custom_id"] == *name))
        {
            return Err(format!("the modal has no field {name:?}"));
        }
        let message = if let Trigger::Component(message) = trigger { Some(message) } else { None };
        let data = json!({"custom_id": modal["custom_id"], "components": rows});
        Ok(self.summon(person, place, Trigger::Modal(message), data))
    }

    /// The message as it stands now, if this person has it on their screen.
    fn on_screen(&self, person: Person, shown: &Message) -> Result<&Message, String> {
        let message = self
            .messages
            .get(&shown.id)
            .ok_or_else(|| format!("message {} does not stand any more", shown.id))?;
        if message.only_for.is_some_and(|owner| owner != person)
            || !self.kind(message.place).has(person)
        {
            return Err(format!("{} does not see message {}", person.name(), shown.id));
        }
        Ok(message)
    }

    fn summon(
        &mut self,
        person: Person,
        place: Place,
        trigger: Trigger,
        data: Value,
    ) -> InteractionId {
        assert!(self.kind(place).has(person), "{} is not in {place:?}", person.name());
        let id = InteractionId(self.fresh_id());
        let token = self.token_of(id);
        let kind = self.kind(place);
        let (number, original) = match trigger {
            Trigger::Command => (2, None),
            Trigger::Component(message) => (3, Some(message)),
            Trigger::Typing(_) => (4, None),
            Trigger::Modal(message) => (5, message),
        };
        let owners = match kind.guild() {
            _ if !kind.bot_is_here() => json!({"1": person.0.to_string()}),
            Some(guild) => json!({"0": guild.0.to_string()}),
            None => json!({"0": "0"}),
        };
        let mut event = json!({
            "id": id.0.to_string(), "application_id": APPLICATION.to_string(), "type": number, "data": data,
            "token": token, "version": 1, "channel_id": place.0.to_string(), "channel": self.channel(place),
            "app_permissions": self.bot_permissions.to_string(), "locale": self.locale, "entitlements": [], "context": kind.context(),
            "authorizing_integration_owners": owners, "attachment_size_limit": 10_485_760,
        });
        match kind.guild() {
            Some(guild) => {
                event["guild_id"] = guild.0.to_string().into();
                event["guild"] =
                    json!({"id": guild.0.to_string(), "locale": "en-US", "features": []});
                event["guild_locale"] = "en-US".into();
                event["member"] = person.member();
            }
            None => event["user"] = person.json(),
        }
        if let Some(message) = original {
            event["message"] = self.draw(message, true);
        }
        let sent_at = self.now();
        self.interactions.insert(
            id,
            Interaction {
                token,
                trigger,
                person,
                place,
                sent_at,
                state: State::Waiting,
                waited: None,
                original,
                modal: None,
                choices: None,
                excused: false,
            },
        );
        self.outbox.push(Event { name: "INTERACTION_CREATE", data: event, intent: 0 });
        id
    }
}

fn focused_type(options: &Value) -> u64 {
    let found = parts_of(options).find(|option| option["focused"] == true);
    found.and_then(|option| option["type"].as_u64()).unwrap_or(3)
}

fn parts_of(options: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    let own = super::items(options).iter();
    Box::new(own.flat_map(|option| std::iter::once(option).chain(parts_of(&option["options"]))))
}
