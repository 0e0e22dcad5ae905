import { magento } from './harness/suite.ts';

const ADDRESS = {
  firstname: 'Contract',
  lastname: 'Example',
  email: 'contract@shop.example',
  street: ['1 Example Street'],
  city: 'Phoenix',
  region_code: 'AZ',
  region: 'Arizona',
  region_id: 4,
  postcode: '85001',
  country_id: 'US',
  telephone: '0',
};

/** A guest who stands before the last button of the checkout. */
export async function readyCart(sku: string, quantity: number): Promise<{ placeOrder(): Promise<boolean> }> {
  const cart = String(await must('/V1/guest-carts'));
  await must(`/V1/guest-carts/${cart}/items`, { cartItem: { sku, qty: quantity, quote_id: cart } });
  await must(`/V1/guest-carts/${cart}/shipping-information`, {
    addressInformation: {
      shipping_address: ADDRESS,
      billing_address: ADDRESS,
      shipping_carrier_code: 'flatrate',
      shipping_method_code: 'flatrate',
    },
  });
  return {
    /** False where the shop says that it is sold out. */
    async placeOrder() {
      const { status, body } = await magento.rest('POST', `/V1/guest-carts/${cart}/payment-information`, {
        email: ADDRESS.email,
        paymentMethod: { method: 'checkmo' },
        billing_address: ADDRESS,
      });
      if (status !== 200 && status !== 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
      return status === 200;
    },
  };
}

async function must(path: string, body?: unknown): Promise<unknown> {
  const answer = await magento.rest('POST', path, body);
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
