import type { ProductSeed } from '../../../test/stand-ins/magento/shop.ts';

/** A small maker of kitchenware with one warehouse, a Magento shop, and two accounts at Amazon. */
export const EDI_ACCOUNT = 'NGK7U';
export const SP_API_ACCOUNT = 'NGK7P';

/** What the shop sells. The peeler has no barcode yet: nobody can tell it from an order. */
export const PRODUCTS: (ProductSeed & { upc: string; asin: string })[] = [
  product('NK-KETTLE-1L', 'Kettle 1 l', '614141010011', 'B0NK000101', '21.40', 240, 12),
  product('NK-PAN-28', 'Frying pan 28 cm', '614141010028', 'B0NK000102', '11.75', 40, 6),
  product('NK-POT-5L', 'Stock pot 5 l', '614141010035', 'B0NK000103', '18.90', 120, 6),
  product('NK-LID-28', 'Glass lid 28 cm', '614141010042', 'B0NK000104', '5.85', 300, 12),
  { ...product('NK-PEELER', 'Peeler', '614141010059', 'B0NK000105', '2.35', 600, 24), barcodes: [] },
  product('NK-BOARD-3', 'Cutting boards, 3 pieces', '614141010066', 'B0NK000106', '9.20', 90, 10),
];

function product(sku: string, name: string, upc: string, asin: string, cost: string, onHand: number, casePack: number) {
  return {
    sku,
    name,
    upc,
    asin,
    agreed_cost: cost,
    case_pack: casePack,
    barcodes: [upc],
    quantities: { default: onHand },
  };
}

/** The settings of the house, as a merchant would write them into vendor-bridge.json. */
export function settings(world: {
  databaseFile: string;
  mailboxFolder: string;
  port: number;
  amazonUrl: string;
  tokenUrl: string;
  credentials: { clientId: string; clientSecret: string; refreshToken: string };
  magentoUrl: string;
  magentoToken: string;
}): Record<string, unknown> {
  return {
    databaseUrl: `sqlite:${world.databaseFile}`,
    http: { port: world.port },
    logLevel: 'silent',
    partners: [account(EDI_ACCOUNT, 'edi'), account(SP_API_ACCOUNT, 'sp-api')],
    amazon: {
      // Amazon's download folder is our inbox, its upload folder our outbox.
      mailbox: { inbox: `${world.mailboxFolder}/download`, outbox: `${world.mailboxFolder}/upload` },
      spApi: [
        {
          vendorCodes: [SP_API_ACCOUNT],
          endpoint: world.amazonUrl,
          tokenUrl: world.tokenUrl,
          ...world.credentials,
        },
      ],
    },
    magento: { baseUrl: world.magentoUrl, credentials: { kind: 'bearer', token: world.magentoToken } },
    items: PRODUCTS.map(({ sku, asin }) => ({
      vendorCode: SP_API_ACCOUNT,
      productId: { kind: 'asin', value: asin },
      sku,
    })),
    fulfilmentCentreZones: { PHX7: 'America/Phoenix', ONT8: 'America/Los_Angeles', ABE2: 'America/New_York' },
    // Stand-ins rename into place, so nothing here is ever half a file.
    pollers: { mailboxSettleSeconds: 0 },
  };
}

function account(vendorCode: string, channel: 'edi' | 'sp-api') {
  const address = { city: 'PORTLAND', stateOrRegion: 'OR', postalCode: '97210', countryCode: 'US' };
  const documents = {
    'purchase-order': [channel],
    acknowledgement: channel,
    'ship-notice': channel,
    invoice: channel,
  };
  return {
    vendorCode,
    region: 'na',
    currency: 'USD',
    channels: documents,
    interchange: { ourId: channel === 'edi' ? 'NORTHGATEKW' : 'NORTHGATEKW2' },
    shipFrom: {
      id: vendorCode,
      idKind: 'assigned-by-buyer',
      name: 'NORTHGATE KITCHENWARE LLC',
      address: { lines: ['2400 NW DOCK ST'], ...address },
    },
    remitTo: {
      id: vendorCode,
      idKind: 'assigned-by-buyer',
      name: 'NORTHGATE KITCHENWARE LLC',
      address: { lines: ['PO BOX 12'], ...address },
    },
    billTo: {
      id: 'AMAZON',
      idKind: 'assigned-by-buyer',
      name: 'AMAZON.COM SERVICES LLC',
      address: {
        lines: ['PO BOX 80387'],
        city: 'SEATTLE',
        stateOrRegion: 'WA',
        postalCode: '98108',
        countryCode: 'US',
      },
    },
    gs1CompanyPrefix: '0614141',
    paymentTerms: { discountPercent: '2', discountDays: 30, netDays: 60 },
    // The story waits a month for its money, and nothing is ordered meanwhile.
    policies: { silentAfterDays: 60 },
  };
}
