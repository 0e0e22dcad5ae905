import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * A key store for a broker on this machine, made by Java's own tool, as Java runs the broker anyway. Answers the
 * certificate in PEM form, and the file that holds it.
 */
export async function selfSigned(keyStore: string, password: string): Promise<{ pem: string; file: string }> {
  const keytool = promisify(execFile);
  const store = ['-keystore', keyStore, '-storetype', 'PKCS12', '-storepass', password, '-alias', 'broker'];
  const name = ['-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1'];
  const key = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2'];
  await keytool('keytool', ['-genkeypair', ...key, ...name, ...store]);
  const file = `${keyStore}.pem`;
  await keytool('keytool', ['-exportcert', '-rfc', '-file', file, ...store]);
  return { pem: await readFile(file, 'utf8'), file };
}
