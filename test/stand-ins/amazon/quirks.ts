/** Where a quirk bites: what we fetch, what we send, or how we are let in. */
export type QuirkSide = 'intake' | 'sending' | 'access';

interface Quirk {
  says: string;
  side: QuirkSide;
  /** True for a rule that the stand-in never relaxes; its name in a set of quirks changes nothing. */
  always: boolean;
}

/** What Amazon's live service does beside its documents, by the numbers that the tests are named after. */
export const QUIRKS = {
  Q1: rule('intake', 'a window of purchase orders spans at most 7 days, a page at most 100, the history 6 months'),
  Q2: option('intake', 'purchaseOrdersStatus refuses sortOrder=ASC'),
  Q3: option('intake', 'purchaseOrders ignores sortOrder'),
  Q4: option('intake', 'the time of day in createdAfter and createdBefore is ignored: whole days come back'),
  Q5: option('intake', 'changed and updated windows are ignored: everything comes back'),
  Q6: rule('intake', 'a misspelt parameter is ignored without a word: recent orders come back'),
  Q7: option('intake', 'the filters purchaseOrderState and purchaseOrderStatus are ignored'),
  Q8: option('intake', 'a page may be empty and still carry a nextToken'),
  Q9: option('intake', 'lists are empty although orders exist'),
  Q10: option('intake', 'includeDetails=false still returns the details'),
  Q11: option('intake', 'the first line of an order shows a negative quantity'),
  Q12: option('intake', 'receivingStatus is missing on the first line and too low on the others'),
  Q13: rule('intake', 'the status counts in the unit of the line and knows no cases submitted, accepted or received'),
  Q14: rule('intake', 'an order may change after its acknowledgement, and only who asks for changes hears of it'),
  Q15: rule('intake', 'a cancelled item has quantity 0; poItemState=Cancelled finds its order'),
  Q16: rule('sending', 'a line missing from the first acknowledgement is rejected; an item without a code is refused'),
  Q17: rule('sending', 'never more acknowledged than ordered; the product id equals the order byte for byte'),
  Q18: rule('sending', 'a quantity once rejected can never be accepted or backordered'),
  Q19: option('sending', 'the update of an accepted line to rejected succeeds and changes nothing'),
  Q20: option('sending', 'after an acknowledgement by API a rejected line shows as accepted, quantity 0'),
  Q21: option('sending', 'more than 48 hours after an order an acknowledgement may change its dates and nothing else'),
  Q22: option('sending', 'a transaction stays Processing although it is done'),
  Q23: option('sending', 'an invoice transaction always stays Processing'),
  Q24: rule('sending', 'the path of the 2021 guide, /transactionStatus/, is not found'),
  Q25: option('sending', 'a failure says NotAvailable and nothing else'),
  Q26: option(
    'sending',
    'an invoice whose remit-to party has no taxRegistrationDetails fails (an object in place of the array always does)',
  ),
  Q27: rule(
    'sending',
    'an invoice number is used once, its total is above 0 and foots with its taxes, bill-to is the one on record, credit notes are European',
  ),
  Q28: rule(
    'sending',
    'shipment identifier and SSCC are unique for 365 days; a bill of lading has 8 characters and is no date',
  ),
  Q29: rule('sending', 'a ship notice is replaced within 7 days, under its number, and only by fewer goods'),
  Q30: rule('sending', 'shippedDate is neither in the future nor more than 7 days past'),
  Q31: option('sending', 'the rules of Europe: a ship notice states cartons and pallets, and each of them its SSCC'),
  Q32: option('sending', 'a ship notice without cartons fails with EMPTY_PACKAGES'),
  Q33: option('intake', 'a load that was announced by the API is not shown by it, and so neither is its ARN'),
  Q34: option('sending', 'a load that was announced by the API has a page in the portal that cannot be opened'),
  Q35: option('intake', 'Amazon has no labels for the cartons of a shipment'),
  Q36: rule('access', 'a vendor may not create a destination for notifications: whoever wants to know has to ask'),
  Q37: option('access', 'a rotated client secret works only after five minutes (the old one always lives 7 more days)'),
  Q38: rule('access', 'a grant opens the vendor codes of its own group; of another one the lists are empty'),
  Q39: rule('intake', 'times with an offset are refused, only Z is understood; windows are start--end'),
  Q40: rule('access', 'the data protection policy binds an application in the house too: nothing of it is on the wire'),
} satisfies Record<string, Quirk>;

export type QuirkName = keyof typeof QUIRKS;

export function isQuirkName(text: string): text is QuirkName {
  return Object.hasOwn(QUIRKS, text);
}

function rule(side: QuirkSide, says: string): Quirk {
  return { says, side, always: true };
}

function option(side: QuirkSide, says: string): Quirk {
  return { says, side, always: false };
}
