//! The payload of a VietQR code for a bank transfer (EMVCo merchant-presented mode, NAPAS).
//!
//! A payload is a row of fields: two digits of name, two of length, the value. No bank calls back
//! when the money arrives: reconcile by the reference.

/// A transfer to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Payment {
    /// The bank's identification number (BIN), six digits.
    pub bank: String,
    /// The account, 1 to 19 letters and digits.
    pub account: String,
    /// The sum in đồng; `None` lets the payer choose.
    pub amount: Option<u64>,
    /// The payer's message, 1 to 25 printable ASCII signs.
    pub reference: Option<String>,
}

/// Why a payload cannot be written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VietQrError {
    /// The bank is not six digits.
    #[error("the bank number must have six digits")]
    Bank,
    /// The account is empty, too long, or holds other signs than letters and digits.
    #[error("the account must have 1 to 19 letters and digits")]
    Account,
    /// The amount is zero, too long for its field, or not a number.
    #[error("the amount must be a whole number of 1 to 13 digits")]
    Amount,
    /// The reference is empty, too long, or holds other signs than printable ASCII.
    #[error("the reference must have 1 to 25 printable ASCII signs")]
    Reference,
    /// The payload breaks off, or holds what the format does not allow.
    #[error("the payload is broken")]
    Broken,
    /// The check sum does not fit.
    #[error("the check sum does not fit")]
    CheckSum,
    /// Not a transfer to a bank account in Vietnam.
    #[error("not a VietQR bank transfer")]
    OtherService,
}

/// The application identifier of NAPAS.
const NAPAS: &str = "A000000727";
/// The service: transfer to an account.
const TO_ACCOUNT: &str = "QRIBFTTA";
/// ISO 4217 of the đồng.
const DONG: &str = "704";

/// Writes the payload of a payment, with its check sum.
///
/// # Errors
/// [`VietQrError`] names the part that does not fit the format.
///
/// ```
/// use vietnamese::vietqr::{Payment, build, parse};
/// let payment = Payment {
///     bank: "970436".to_owned(),
///     account: "1017595600".to_owned(),
///     amount: Some(180_000),
///     reference: Some("DH 0001".to_owned()),
/// };
/// let payload = build(&payment).unwrap();
/// assert!(payload.ends_with("63043195"));
/// assert_eq!(parse(&payload), Ok(payment));
/// ```
pub fn build(payment: &Payment) -> Result<String, VietQrError> {
    payment.check()?;
    let account = field("00", &payment.bank) + &field("01", &payment.account);
    let receiver = field("00", NAPAS) + &field("01", &account) + &field("02", TO_ACCOUNT);
    let amount = payment.amount.map(|amount| field("54", &amount.to_string()));
    let reference = payment.reference.as_ref().map(|reference| field("62", &field("08", reference)));
    let mut payload = [
        field("00", "01"),
        // A code with an amount is for one payment: dynamic.
        field("01", if payment.amount.is_some() { "12" } else { "11" }),
        field("38", &receiver),
        field("53", DONG),
        amount.unwrap_or_default(),
        field("58", "VN"),
        reference.unwrap_or_default(),
        "6304".to_owned(),
    ]
    .concat();
    payload += &format!("{:04X}", check_sum(payload.as_bytes()));
    Ok(payload)
}

/// Reads a payload back; fields that a transfer does not need are passed over.
///
/// # Errors
/// [`VietQrError`] for a broken payload, a wrong check sum, or another service.
pub fn parse(payload: &str) -> Result<Payment, VietQrError> {
    if !payload.is_ascii() || payload.len() < 8 {
        return Err(VietQrError::Broken);
    }
    let (data, sum) = payload.split_at(payload.len() - 4);
    if !data.ends_with("6304") {
        return Err(VietQrError::Broken);
    }
    if !sum.eq_ignore_ascii_case(&format!("{:04X}", check_sum(data.as_bytes()))) {
        return Err(VietQrError::CheckSum);
    }
    let all = fields(payload)?;
    let receiver = fields(value(&all, "38").ok_or(VietQrError::OtherService)?)?;
    let to_account = value(&receiver, "00") == Some(NAPAS) && value(&receiver, "02") == Some(TO_ACCOUNT);
    if !to_account || value(&all, "53") != Some(DONG) {
        return Err(VietQrError::OtherService);
    }
    let account = fields(value(&receiver, "01").ok_or(VietQrError::Broken)?)?;
    let extra = fields(value(&all, "62").unwrap_or_default())?;
    let amount = value(&all, "54").map(|amount| amount.parse().map_err(|_| VietQrError::Amount));
    let payment = Payment {
        bank: value(&account, "00").ok_or(VietQrError::Bank)?.to_owned(),
        account: value(&account, "01").ok_or(VietQrError::Account)?.to_owned(),
        amount: amount.transpose()?,
        reference: value(&extra, "08").map(str::to_owned),
    };
    payment.check()?;
    Ok(payment)
}

impl Payment {
    fn check(&self) -> Result<(), VietQrError> {
        let fits = |text: &str, longest: usize| (1..=longest).contains(&text.len());
        if self.bank.len() != 6 || !self.bank.bytes().all(|sign| sign.is_ascii_digit()) {
            return Err(VietQrError::Bank);
        }
        if !fits(&self.account, 19) || !self.account.bytes().all(|sign| sign.is_ascii_alphanumeric()) {
            return Err(VietQrError::Account);
        }
        if self.amount.is_some_and(|amount| !(1..10u64.pow(13)).contains(&amount)) {
            return Err(VietQrError::Amount);
        }
        let printable = |text: &String| text.bytes().all(|sign| (b' '..=b'~').contains(&sign));
        if self.reference.as_ref().is_some_and(|reference| !fits(reference, 25) || !printable(reference)) {
            return Err(VietQrError::Reference);
        }
        Ok(())
    }
}

/// One field; all values written here are short ASCII, so the length has two digits.
fn field(name: &str, value: &str) -> String {
    format!("{name}{:02}{value}", value.len())
}

/// The fields of ASCII text, by name.
fn fields(text: &str) -> Result<Vec<(&str, &str)>, VietQrError> {
    let mut fields = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let name = rest.get(..2).ok_or(VietQrError::Broken)?;
        let length = rest.get(2..4).filter(|length| length.bytes().all(|sign| sign.is_ascii_digit()));
        let length: usize = length.and_then(|length| length.parse().ok()).ok_or(VietQrError::Broken)?;
        fields.push((name, rest.get(4..4 + length).ok_or(VietQrError::Broken)?));
        rest = &rest[4 + length..];
    }
    Ok(fields)
}

fn value<'a>(fields: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(each, _)| *each == name).map(|&(_, value)| value)
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, nothing reflected.
fn check_sum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |sum, &byte| {
        (0..8).fold(
            sum ^ u16::from(byte) << 8,
            |sum, _| {
                if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 }
            },
        )
    })
}
