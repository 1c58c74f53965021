/** What stands for what in a template, and which of its parts are kept. */
export interface SnippetSetting {
  readonly values: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, boolean>>;
}

const condition = /^(?:\/\/)?#if (!?)(\w+)$/;
const end = /^(?:\/\/)?#endif$/;

/**
 * A template with `{{name}}` replaced and the parts between `#if flag` and `#endif` kept or left out; both stand on lines
 * of their own. Throws for a name that has no value: a program with a hole in it must not be handed out.
 */
export function fillSnippet(template: string, { values, flags }: SnippetSetting): string {
  const open: boolean[] = [];
  const kept = template.split('\n').filter((line) => {
    const asked = condition.exec(line);
    if (asked !== null) {
      const [, not, name = ''] = asked;
      if (!Object.hasOwn(flags, name)) throw new RangeError(`a template asks for ${name}`);
      open.push((flags[name] === true) !== (not === '!'));
      return false;
    }
    if (end.test(line)) {
      open.pop();
      return false;
    }
    return open.every(Boolean);
  });
  return kept.join('\n').replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`a template asks for ${name}`);
    return value;
  });
}
