import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Severity } from './findings.ts';
import { STANDARD_INPUT, exitCodeOf } from './outcome.ts';
import type { FileOutcome, ReportWords } from './outcome.ts';

/** What a SARIF log says besides the findings. */
export interface SarifSurroundings {
  /** Of this program. */
  readonly version: string;
  /** Of the sentences: `en`, `tr`. */
  readonly language: string;
  /** Files inside it are named relative to it. */
  readonly workingDirectory: string;
}

/** A finding with its sentences, the document it is in, and the signature it is about. */
interface Told {
  readonly finding: Finding;
  readonly message: string;
  readonly advice: string;
  readonly file: string;
  readonly part: string | null;
  /** Null: about the document. */
  readonly signature: string | null;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/** The name of the folder that relative addresses start from. */
const BASE = 'WORKINGDIR';

/** The findings as SARIF 2.1.0 (OASIS), which code scanning of many services reads. */
export function outcomesSarif(
  outcomes: readonly FileOutcome[],
  words: ReportWords,
  { version, language, workingDirectory }: SarifSurroundings,
) {
  const base = pathToFileURL(resolve(workingDirectory) + sep).href;
  const files = [...new Set(outcomes.map(({ file }) => file))];
  const artifact = (file: string) => ({
    ...addressOf(file, workingDirectory, base),
    index: files.indexOf(file),
  });
  const told = outcomes.flatMap((outcome) => findingsIn(outcome, words));
  const codes = [...new Set(told.map(({ finding }) => finding.code))].sort();
  const rules = codes.map((code) => ruleOf(told.filter(({ finding }) => finding.code === code)));
  const run = {
    tool: { driver: { name: 'Mali Mühür', version, semanticVersion: version, rules } },
    language,
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE]: { uri: base } },
    invocations: [invocationOf(outcomes, words, artifact)],
    artifacts: files.map((file) => artifactOf(file, artifact(file))),
    results: told.map((each) => resultOf(each, codes.indexOf(each.finding.code), artifact)),
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
}

type Locate = (file: string) => { readonly uri?: string; readonly index: number };

/** Relative to the working directory where the file is inside it; the standard input has none. */
function addressOf(file: string, workingDirectory: string, base: string) {
  if (file === STANDARD_INPUT) return {};
  const uri = pathToFileURL(resolve(workingDirectory, file)).href;
  if (!uri.startsWith(base)) return { uri };
  const rest = uri.slice(base.length);
  // A colon in the first part would make a scheme of it (RFC 3986 §4.2).
  return { uri: /^[^/]*:/.test(rest) ? `./${rest}` : rest, uriBaseId: BASE };
}

function findingsIn({ documents }: FileOutcome, words: ReportWords): readonly Told[] {
  return documents.flatMap(({ file, part, findings, signatures }) => {
    const tell = (signature: string | null) => (finding: Finding) => ({
      ...{ finding, file, part, signature },
      ...words.finding(finding),
    });
    return [
      ...findings.map(tell(null)),
      ...signatures.flatMap((each, index) => each.findings.map(tell(each.id ?? `#${index + 1}`))),
    ];
  });
}

/** A code, with every different advice that was given for it. */
function ruleOf(told: readonly Told[]) {
  const code = told[0]?.finding.code ?? '';
  const messages = [...new Set(told.map(({ message }) => message))];
  const advices = [...new Set(told.map(({ advice }) => advice))];
  return {
    id: code,
    shortDescription: { text: literal(messages[0] ?? code) },
    fullDescription: { text: literal(messages.join('\n')) },
    help: { text: literal(advices.join('\n')) },
  };
}

/** Files that could not be read are no findings: they are told of the run itself. */
function invocationOf(outcomes: readonly FileOutcome[], words: ReportWords, locate: Locate) {
  const exitCode = exitCodeOf(outcomes);
  const notifications = outcomes.flatMap(({ file, problem }) =>
    problem === null
      ? []
      : {
          level: 'error',
          descriptor: { id: problem.code },
          message: { text: literal(words.problem(problem)) },
          locations: [{ physicalLocation: { artifactLocation: locate(file) } }],
        },
  );
  return {
    executionSuccessful: exitCode !== 2,
    exitCode,
    toolExecutionNotifications: notifications,
  };
}

function artifactOf(file: string, location: ReturnType<Locate>) {
  return file === STANDARD_INPUT
    ? { description: { text: 'stdin' }, roles: ['standardStream'] }
    : { location, roles: ['analysisTarget'] };
}

function resultOf(
  { finding, message, advice, file, part, signature }: Told,
  ruleIndex: number,
  locate: Locate,
) {
  const { code, severity, data, position } = finding;
  const region =
    position === null
      ? {}
      : {
          region: {
            startLine: position.line,
            startColumn: position.column,
            endLine: position.endLine,
            endColumn: position.endColumn,
          },
        };
  const inside = part === null ? {} : { logicalLocations: [{ fullyQualifiedName: part }] };
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: literal(`${message} ${advice}`) },
    locations: [{ physicalLocation: { artifactLocation: locate(file), ...region }, ...inside }],
    properties: { signature, data },
  };
}

/** Square brackets make links in messages (§3.11.6), and names in a document may have some. */
function literal(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}
