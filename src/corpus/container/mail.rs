//! Mails: the text is one article, each attachment another. A web page saved as one file is a mail
//! whose attachments are its pictures.

use std::collections::VecDeque;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Container, Member, Step, inside};
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::Given;
use crate::corpus::error::ReadError;
use crate::corpus::format::{Format, encoding, html};
use crate::corpus::guard;
use crate::corpus::records::Desk;
use crate::corpus::store::Store;
use crate::corpus::walk::LeftOut;

/// The parts of one mail that are still to be read.
#[derive(Debug)]
pub(super) struct Parts {
    steps: VecDeque<Step>,
}

impl Container for Parts {
    fn next(&mut self, _: &mut Desk) -> Option<Step> {
        self.steps.pop_front()
    }
}

/// A mail taken apart.
struct Mail {
    given: Given,
    body: Option<Result<Body, ReadError>>,
    attachments: Vec<Attachment>,
    left_out: Vec<(String, &'static str)>,
}

struct Body {
    format: Format,
    text: String,
    notes: Vec<String>,
    is_page: bool,
    is_damaged: bool,
}

struct Attachment {
    name: String,
    media_type: String,
    part: Decoded,
}

/// The bytes of a part as its writer had them.
struct Decoded {
    bytes: Vec<u8>,
    is_damaged: bool,
}

impl Parts {
    pub(super) fn new(member: Member, desk: &mut Desk) -> Result<Self, ReadError> {
        let whole = member.into_bytes(&desk.meter.limits)?;
        let path = whole.name;
        let mail = guard::run("mail", desk.meter.limits.time, move || take_apart(&whole.bytes))??;
        let mut steps = VecDeque::new();
        match mail.body {
            Some(Ok(body)) => {
                let mut record = desk.record(&path, None, body.format, body.text.into_bytes());
                record.around.given = mail.given;
                record.around.charset = Some("utf-8".to_owned());
                record.around.notes = body.notes;
                record.around.doubts.extend(doubt(body.is_damaged));
                record.around.is_fragment = !body.is_page;
                steps.push_back(Step::Record(Box::new(record)));
            }
            Some(Err(error)) => steps.push_back(Step::Refuse(path.clone(), error)),
            None if mail.attachments.is_empty() => {
                steps.push_back(Step::Refuse(path.clone(), ReadError::NoText));
            }
            None => {}
        }
        for Attachment { name, media_type, part } in mail.attachments {
            let mut member = Member::stored(&inside(&path, &name), Store::bytes(part.bytes));
            member.media_type = media_type;
            member.around.doubts.extend(doubt(part.is_damaged));
            steps.push_back(Step::Open(Box::new(member)));
        }
        let left_out = mail.left_out.into_iter();
        desk.left_out.extend(left_out.map(|(name, rule)| LeftOut::one(inside(&path, &name), rule)));
        Ok(Self { steps })
    }
}

fn doubt(is_damaged: bool) -> Option<String> {
    is_damaged.then(|| "damaged on its way in a mail: words may be lost or garbled".to_owned())
}

fn take_apart(bytes: &[u8]) -> Result<Mail, ReadError> {
    let damaged = || ReadError::Damaged { format: "mail", reason: "it has no headers".to_owned() };
    let message = MessageParser::default().parse(bytes).ok_or_else(damaged)?;
    if message.headers().is_empty() {
        return Err(damaged());
    }
    let page = text_header(&message, "Snapshot-Content-Location");
    let is_page =
        page.is_some() || text_header(&message, "From").is_some_and(|from| from.contains("<Saved by"));
    let mut mail =
        Mail { given: given(&message, is_page), body: None, attachments: Vec::new(), left_out: Vec::new() };
    mail.given.add_some(Field::Url, Origin::Header, page);
    mail.body = body(&message, is_page);
    for (number, &id) in message.attachments.iter().enumerate() {
        let Some(part) = message.part(id) else { continue };
        attach(&message, part, number + 1, is_page, &mut mail);
    }
    Ok(mail)
}

fn text_header(message: &Message<'_>, name: &'static str) -> Option<String> {
    message.header_raw(name).map(|value| value.trim().to_owned())
}

fn given(message: &Message<'_>, is_page: bool) -> Given {
    let mut given = Given::default();
    given.add_some(Field::Title, Origin::Header, message.subject());
    if is_page {
        // The day on which a page was saved is not the day on which it was published.
        return given;
    }
    let sender = message.from().and_then(mail_parser::Address::first);
    given.add_some(Field::Author, Origin::Header, sender.and_then(|from| from.name().or(from.address())));
    given.add_some(
        Field::Published,
        Origin::Header,
        message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
    );
    given
}

/// The text of the mail: its plain form, unless that says much less than the other.
fn body(message: &Message<'_>, is_page: bool) -> Option<Result<Body, ReadError>> {
    let parts = |ids: &[u32], wanted: fn(&PartType<'_>) -> bool| -> Vec<Decoded> {
        ids.iter()
            .filter_map(|&id| message.part(id))
            .filter(|part| wanted(&part.body))
            .map(|part| transfer_decoded(message, part))
            .collect()
    };
    let charset = |ids: &[u32]| {
        let part = ids.first().and_then(|&id| message.part(id))?;
        part.content_type()?.attribute("charset").map(ToOwned::to_owned)
    };
    let plain = parts(&message.text_body, |body| matches!(body, PartType::Text(_)));
    let html = parts(&message.html_body, |body| matches!(body, PartType::Html(_)));
    let decoded = |parts: &[Decoded], ids: &[u32], format| -> Result<Body, ReadError> {
        let mut body = Body { format, text: String::new(), notes: Vec::new(), is_page, is_damaged: false };
        for Decoded { bytes, is_damaged } in parts {
            body.is_damaged |= *is_damaged;
            let declared = charset(ids)
                .or_else(|| (format == Format::Html).then(|| encoding::declared_in_html(bytes)).flatten());
            let found = encoding::decode(bytes, declared.as_deref())?;
            if !body.text.is_empty() {
                body.text.push_str("\n\n");
            }
            body.text.push_str(&found.text);
            body.notes.extend(found.note);
        }
        Ok(body)
    };
    let plain = (!plain.is_empty()).then(|| decoded(&plain, &message.text_body, Format::Mail));
    let html = (!html.is_empty()).then(|| decoded(&html, &message.html_body, Format::Html));
    match (plain, html) {
        (Some(Ok(plain)), Some(Ok(html))) => {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let is_enough = !is_page && letters(&plain.text) * 2 > letters(&html::visible(&html.text));
            Some(Ok(if is_enough { plain } else { html }))
        }
        (Some(plain), Some(html)) => Some(plain.or(html)),
        (plain, html) => {
            plain.or(html).filter(|body| body.as_ref().map_or(true, |body| !body.text.trim().is_empty()))
        }
    }
}

fn transfer_decoded(message: &Message<'_>, part: &MessagePart<'_>) -> Decoded {
    let range = part.raw_body_offset() as usize..part.raw_end_offset() as usize;
    let decoded = message.raw_message().get(range).and_then(|raw| match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    });
    // Where a stray sign stops the strict decoder, the lenient one has taken what there is.
    let is_damaged = part.is_encoding_problem || decoded.is_none();
    Decoded { bytes: decoded.unwrap_or_else(|| part.contents().to_vec()), is_damaged }
}

fn attach(message: &Message<'_>, part: &MessagePart<'_>, number: usize, is_page: bool, mail: &mut Mail) {
    let media_type = part.content_type().map_or_else(String::new, |kind| {
        let subtype = kind.subtype().map_or_else(String::new, |subtype| format!("/{subtype}"));
        (kind.ctype().to_owned() + &subtype).to_lowercase()
    });
    let named = part.attachment_name().map(|name| name.replace(['/', '\\'], "_"));
    let name = named.unwrap_or_else(|| match &part.body {
        PartType::Message(_) => format!("part-{number}.eml"),
        _ => format!("part-{number}"),
    });
    let is_shown =
        part.content_id().is_some() || matches!(part.content_disposition(), Some(kind) if kind.is_inline());
    let rule = match media_type.split_once('/').map_or(media_type.as_str(), |(kind, _)| kind) {
        _ if is_page => Some("part of a saved web page"),
        "image" | "audio" | "video" if is_shown => Some("picture within a mail"),
        _ if media_type.ends_with("-signature") || media_type == "application/pgp-keys" => {
            Some("signature of a mail")
        }
        _ if matches!(media_type.as_str(), "text/calendar" | "text/vcard" | "text/x-vcard") => {
            Some("invitation or card in a mail")
        }
        _ => None,
    };
    if let Some(rule) = rule {
        mail.left_out.push((name, rule));
        return;
    }
    let is_mail = matches!(part.body, PartType::Message(_));
    let decoded = match &part.body {
        PartType::Message(inner) => {
            Decoded { bytes: inner.raw_message().to_vec(), is_damaged: part.is_encoding_problem }
        }
        PartType::Multipart(_) => return,
        _ => transfer_decoded(message, part),
    };
    let media_type = if is_mail { "message/rfc822".to_owned() } else { media_type };
    mail.attachments.push(Attachment { name, media_type, part: decoded });
}
