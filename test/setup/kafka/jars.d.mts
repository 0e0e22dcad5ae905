export const KAFKA_VERSION: string;
export function kafkaJars(): string;
export function fetchKafkaJars(): string | undefined;
