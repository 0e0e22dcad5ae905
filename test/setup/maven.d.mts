export function cachedJars(name: string): string;
export function fetchJars(pom: string, wanted: string): string | undefined;
