import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, type KeptServer, keepServer, listens } from '../kept-server.ts';
import { fetchOpenAs2Jars, openAs2Jars } from './jars.mjs';

/** One end of an AS2 connection, with its own key. */
export interface Station {
  as2Id: string;
  /** Where OpenAS2 exchanges files with us, as deploy/openas2/config.xml lays it out. */
  mailbox: string;
  /** Its log. */
  said(): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Holds the other one's certificate, or a stranger's in its place. Resolves when it counts. */
  trust(who: 'the other' | 'a stranger'): Promise<void>;
  remove(): Promise<void>;
}

const PASSWORD = 'for-tests';
/** The Bouncy Castle of this OpenAS2 cannot open what Java writes since 2021 in its place. */
const KEY_STORE = ['-J-Dkeystore.pkcs12.legacy', '-storetype', 'PKCS12', '-storepass', PASSWORD];
const run = promisify(execFile);

interface Plan {
  as2Id: string;
  folder: string;
  port: number;
  /** In PEM form. */
  certificate: string;
}

/** Why OpenAS2 cannot be started here; undefined where it can. */
export function withoutOpenAs2(): string | undefined {
  if (spawnSync('keytool', ['-help'], { stdio: 'ignore' }).error) return 'there is no Java here';
  return existsSync(openAs2Jars()) ? undefined : fetchOpenAs2Jars();
}

/** Two real OpenAS2 that know each other: signed and encrypted both ways, signed receipts asked for. */
export async function twoStations(ids: { ours: string; theirs: string }): Promise<{ ours: Station; theirs: Station }> {
  const [ours, theirs] = await Promise.all([plan(ids.ours), plan(ids.theirs)]);
  return Promise.all([station(ours, theirs), station(theirs, ours)]).then(([one, other]) => ({
    ours: one,
    theirs: other,
  }));
}

/** A key of its own under the alias `own`, and a folder. */
async function plan(as2Id: string): Promise<Plan> {
  const folder = await mkdtemp(join(tmpdir(), 'vendor-bridge-as2-'));
  for (const name of ['download', 'upload', 'receipts', 'failed'])
    mkdirSync(join(folder, 'mailbox', name), { recursive: true });
  const certificate = await newKey(join(folder, 'keys.p12'), as2Id);
  return { as2Id, folder, port: await freePort(), certificate };
}

/** Makes a key pair in a key store, and answers its certificate. */
async function newKey(keyStore: string, name: string): Promise<string> {
  const store = [...KEY_STORE, '-keystore', keyStore, '-alias', 'own'];
  await run('keytool', [
    '-genkeypair',
    '-keyalg',
    'RSA',
    '-keysize',
    '2048',
    '-validity',
    '2',
    '-dname',
    `CN=${name}`,
    ...store,
  ]);
  const { stdout } = await run('keytool', ['-exportcert', '-rfc', ...store]);
  return stdout;
}

/** Puts a certificate into a key store, in place of one of that name. */
async function keep(keyStore: string, alias: string, certificate: string): Promise<void> {
  const store = [...KEY_STORE, '-keystore', keyStore, '-alias', alias];
  const file = `${keyStore}.${alias}.pem`;
  writeFileSync(file, certificate);
  await run('keytool', ['-delete', ...store]).catch(() => {});
  await run('keytool', ['-importcert', '-noprompt', '-file', file, ...store]);
}

async function station(own: Plan, other: Plan): Promise<Station> {
  const { folder, as2Id, port } = own;
  const keyStore = join(folder, 'keys.p12');
  await keep(keyStore, 'other', other.certificate);
  writeFileSync(join(folder, 'config.xml'), config(own, other));
  writeFileSync(join(folder, 'partnerships.xml'), partnerships(own, other));
  const start = () =>
    keepServer({
      command: [
        'java',
        '-XX:TieredStopAtLevel=1',
        '-XX:+UseSerialGC',
        '-Xmx128m',
        '-cp',
        join(openAs2Jars(), '*'),
        'org.openas2.app.OpenAS2Server',
        join(folder, 'config.xml'),
      ],
      folder,
      ready: () => listens(port),
    });
  let server: KeptServer = await start();
  const said = () => readFileSync(join(folder, 'log'), 'utf8');
  const reloads = () => said().split('Certificates Reloaded').length;
  return {
    as2Id,
    mailbox: join(folder, 'mailbox'),
    said,
    stop: () => server.stop(),
    async start() {
      server = await start();
    },
    async trust(who) {
      const stranger = () => newKey(join(folder, 'stranger.p12'), 'A STRANGER');
      const certificate = who === 'the other' ? other.certificate : await stranger();
      const before = reloads();
      // Renamed into place: half a key store is not read.
      copyFileSync(keyStore, `${keyStore}.new`);
      await keep(`${keyStore}.new`, 'other', certificate);
      renameSync(`${keyStore}.new`, keyStore);
      for (const until = Date.now() + 20_000; reloads() === before; await pause(100)) {
        if (Date.now() > until) throw new Error('OpenAS2 did not take up the new certificate');
      }
    },
    remove: () => server.remove(),
  };
}

/** As deploy/openas2/config.xml, with quicker clocks. Its version reads the same names but for a few. */
function config({ as2Id, folder, port }: Plan, other: Plan): string {
  const at = (...names: string[]) => join(folder, ...names);
  return `<openas2>
  <properties storageBaseDir="${at('data')}"
              log_date_format="yyyy-MM-dd HH:mm:ss.SSS"
              as2_message_id_format="$date.yyyyMMddHHmmssZ$-$rand.UUID$@$msg.sender.as2_id$_$msg.receiver.as2_id$"
              as2_receive_message_filename_fallback="$rand.shortUUID$"/>
  <certificates classname="org.openas2.cert.PKCS12CertificateFactory" filename="${at('keys.p12')}" password="${PASSWORD}" interval="1"/>
  <partnerships classname="org.openas2.partner.XMLPartnershipFactory" filename="${at('partnerships.xml')}" interval="120"/>
  <processor classname="org.openas2.processor.DefaultProcessor" pendingMDN="${at('data/pending-mdn')}" pendingMDNinfo="${at('data/pending-mdn-info')}" resend_max_retries="0">
    <module classname="org.openas2.processor.sender.AS2SenderModule" readtimeout="5000" connecttimeout="2000"/>
    <module classname="org.openas2.processor.sender.MDNSenderModule"/>
    <module classname="org.openas2.processor.storage.MDNFileModule" filename="${at('mailbox/receipts')}/$mdn.msg.sender.as2_id$/$mdn.msg.attributes.filename$/$mdn.msg.headers.message-id$" protocol="as2" tempdir="${at('mailbox/.as2')}"/>
    <module classname="org.openas2.processor.storage.MessageFileModule" filename="${at('mailbox/download')}/$msg.headers.message-id$.edi" header="${at('data/headers')}/$msg.headers.message-id$" protocol="as2" tempdir="${at('mailbox/.as2')}"/>
    <module classname="org.openas2.processor.receiver.AS2ReceiverModule" address="127.0.0.1" port="${port}" errordir="${at('data/received-in-error')}" errorformat="sender.as2_id, receiver.as2_id, headers.message-id"/>
    <module classname="org.openas2.processor.resender.DirectoryResenderModule" resenddir="${at('data/resend')}" errordir="${at('data/resend/error')}" resenddelay="1"/>
    <module classname="org.openas2.processor.receiver.AS2DirectoryPollingModule" outboxdir="${at('mailbox/upload')}" errordir="${at('mailbox/failed')}" stored_error_filename="$msg.attributes.filename$" interval="1" defaults="sender.as2_id=${as2Id}, receiver.as2_id=${other.as2Id}" sendfilename="true" mimetype="application/EDI-X12"/>
  </processor>
</openas2>
`;
}

function partnerships(own: Plan, other: Plan): string {
  return `<partnerships>
  <partner name="own" as2_id="${own.as2Id}" x509_alias="own" email="edi@example.com"/>
  <partner name="other" as2_id="${other.as2Id}" x509_alias="other" email="as2@example.com"/>
  <partnership name="out">
    <sender name="own"/>
    <receiver name="other"/>
    <attribute name="protocol" value="as2"/>
    <attribute name="content_transfer_encoding" value="binary"/>
    <attribute name="subject" value="$attributes.filename$"/>
    <attribute name="as2_url" value="http://127.0.0.1:${other.port}"/>
    <attribute name="as2_mdn_to" value="edi@example.com"/>
    <attribute name="as2_mdn_options" value="signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, $attribute.sign$"/>
    <attribute name="encrypt" value="AES256"/>
    <attribute name="sign" value="SHA256"/>
    <attribute name="resend_max_retries" value="0"/>
  </partnership>
  <partnership name="in">
    <sender name="other"/>
    <receiver name="own"/>
    <attribute name="protocol" value="as2"/>
    <attribute name="encrypt" value="AES256"/>
    <attribute name="sign" value="SHA256"/>
  </partnership>
</partnerships>
`;
}
