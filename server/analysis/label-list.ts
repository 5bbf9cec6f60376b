// Lists of label keys in which `domain/*` stands for all keys of a domain.

/** Whether such a list names a key. An entry that ends with another `*` names nothing. */
export function labelList(labels: readonly string[]): (key: string) => boolean {
  const keys = new Set(labels.filter((label) => !label.endsWith('*')));
  const domains = new Set(labels.filter((label) => label.endsWith('/*')).map((label) => label.slice(0, -2)));
  return (key) => {
    const slash = key.indexOf('/');
    return keys.has(key) || (slash > 0 && domains.has(key.slice(0, slash)));
  };
}
