export function openAs2Jars(): string;
export function fetchOpenAs2Jars(): string | undefined;
