import type { AuditFinding } from '../../domain/audit.ts';
import type { House } from '../house.ts';
import { auditHouse } from '../views/audit.ts';
import type { View } from '../views/view.ts';
import { BAD_INPUT } from './failure.ts';
import { textTable } from './table.ts';
import { print, printJson, type Terminal } from './terminal.ts';

/** Says what is missing before going live. Exit 0 where nothing blocks, warnings and doubts or not; 2 where something does. */
export async function auditCheck(
  options: { json: boolean },
  house: House,
  view: View,
  terminal: Terminal,
): Promise<number> {
  const findings = await auditHouse(house, view);
  const count = (severity: AuditFinding['severity']) => findings.filter((one) => one.severity === severity).length;
  if (options.json) for (const finding of findings) await printJson(terminal, finding);
  else if (findings.length === 0) await print(terminal, 'Nothing is missing, and nothing is in doubt.');
  else {
    await print(
      terminal,
      textTable<AuditFinding>(
        [
          { head: 'Severity', cell: ({ severity }) => severity },
          { head: 'Where', cell: ({ place }) => place },
          { head: 'What', cell: ({ message }) => message },
          { head: 'Leads to', cell: ({ leadsTo }) => leadsTo },
          { head: 'What to do', cell: ({ fix }) => fix },
          { head: 'Check', cell: ({ check }) => check },
        ],
        findings,
      ),
    );
    await print(
      terminal,
      `\n${count('block')} in the way of going live, ${count('warn')} that will cost, ${count('doubt')} to make sure of`,
    );
  }
  return count('block') > 0 ? BAD_INPUT : 0;
}
