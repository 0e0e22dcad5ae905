import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import type { ProductSeed } from '../stand-ins/magento/shop.ts';
import type { ContractTarget } from './target.ts';

/** A real shop, and what must be known to move it. */
export interface RealShop {
  /** Without `/rest`. */
  url: string;
  /** Bearer token of an integration that may do everything. */
  token: string;
  /** Runs the changelog reader, the consumers and the indexers once; changes are only in the outbox after it. */
  settle(): Promise<void>;
  /** Sets one value of Stores > Configuration, live at once. */
  configure(path: string, value: string): Promise<void>;
}

/** The shop that the environment names; contracts/README.md has the words. */
export function shopOfEnvironment(url: string): RealShop {
  const command = setting('VENDOR_BRIDGE_CONTRACT_SETTLE');
  return {
    url,
    token: setting('VENDOR_BRIDGE_CONTRACT_TOKEN'),
    settle: async () => {
      await promisify(exec)(command);
    },
    configure: async (path, value) => {
      await promisify(exec)(`${setting('VENDOR_BRIDGE_CONTRACT_CONFIGURE')} ${path} ${value}`);
    },
  };
}

/** A real shop, moved by Magento's own REST routes. It must be set up as world.json says. */
export function magentoTarget({ url, token, settle, configure }: RealShop): ContractTarget {
  const authorization = `Bearer ${token}`;

  async function call<T>(method: string, path: string, body?: unknown, store = 'all/'): Promise<T> {
    const response = await fetch(`${url}/rest/${store}V1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  return {
    url,
    authorization,
    settle,
    setOrderConversion: (conversion) => configure('amazon_vendor/orders/conversion', conversion),
    async seedProducts(products) {
      for (const seed of products) {
        await call('POST', '/products', { product: productOf(seed) });
        const sourceItems = Object.entries(seed.quantities ?? {}).map(([source_code, quantity]) => {
          return { sku: seed.sku, source_code, quantity, status: 1 };
        });
        if (sourceItems.length > 0) await call('POST', '/inventory/source-items', { sourceItems });
      }
      await settle();
    },
    async setOnHand(sku, source_code, quantity) {
      await call('POST', '/inventory/source-items', { sourceItems: [{ sku, source_code, quantity, status: 1 }] });
    },
    async placeRetailOrder(sku, qty) {
      // In the shop's own store: the scope of all stores sells from the default stock.
      const shop = <T>(path: string, body?: unknown) => call<T>('POST', path, body, '');
      const cart = await shop<string>('/guest-carts');
      await shop(`/guest-carts/${cart}/items`, { cartItem: { sku, qty, quote_id: cart } });
      await shop(`/guest-carts/${cart}/shipping-information`, {
        addressInformation: {
          shipping_address: SHOPPER,
          billing_address: SHOPPER,
          shipping_carrier_code: 'flatrate',
          shipping_method_code: 'flatrate',
        },
      });
      await shop(`/guest-carts/${cart}/payment-information`, {
        email: SHOPPER.email,
        paymentMethod: { method: 'checkmo' },
        billing_address: SHOPPER,
      });
    },
    async shipOrder(incrementId, { source_code, lines, tracks }) {
      const query = new URLSearchParams({
        'searchCriteria[filter_groups][0][filters][0][field]': 'increment_id',
        'searchCriteria[filter_groups][0][filters][0][value]': incrementId,
      });
      const { items } = await call<{ items: Order[] }>('GET', `/orders?${query}`);
      const order = items[0];
      if (!order) throw new Error(`the shop has no order ${incrementId}`);
      const shipment = await call<string | number>('POST', `/order/${order.entity_id}/ship`, {
        items: lines.map(({ sku, quantity }) => {
          return { order_item_id: order.items.find((item) => item.sku === sku)?.item_id, qty: quantity };
        }),
        tracks: tracks.map(({ carrier_code, title, number }) => ({ carrier_code, title, track_number: number })),
        arguments: { extension_attributes: { source_code } },
      });
      return Number(shipment);
    },
    async addTrack(shipmentId, { carrier_code, title, number }) {
      const { order_id } = await call<{ order_id: number }>('GET', `/shipment/${shipmentId}`);
      await call('POST', '/shipment/track', {
        entity: {
          parent_id: shipmentId,
          order_id,
          carrier_code,
          title,
          track_number: number,
          qty: 1,
          weight: 1,
          description: '',
        },
      });
    },
    async close() {},
  };
}

interface Order {
  entity_id: number;
  items: { item_id: number; sku: string }[];
}

const SHOPPER = {
  firstname: 'Contract',
  lastname: 'Example',
  email: 'contract@shop.example',
  street: ['1 Example Street'],
  city: 'Phoenix',
  region: 'Arizona',
  region_code: 'AZ',
  region_id: 4,
  postcode: '85001',
  country_id: 'US',
  telephone: '0',
};

function productOf(seed: ProductSeed) {
  const attributes = {
    amazon_vendor_case_pack: seed.case_pack,
    amazon_vendor_buffer: seed.buffer,
    amazon_vendor_agreed_cost: seed.agreed_cost,
    amazon_vendor_barcode: seed.barcodes?.join(','),
  };
  return {
    sku: seed.sku,
    name: seed.name ?? seed.sku,
    type_id: seed.type_id ?? 'simple',
    attribute_set_id: 4,
    price: 10,
    weight: 1,
    status: seed.enabled === false ? 2 : 1,
    visibility: 4,
    custom_attributes: Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([attribute_code, value]) => ({ attribute_code, value: String(value) })),
    extension_attributes: {
      stock_item: { manage_stock: seed.manage_stock !== false, use_config_manage_stock: false, is_in_stock: true },
    },
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`set ${name} to play the examples against a real shop`);
  return value;
}
