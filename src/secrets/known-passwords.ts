// Passwords that are tried first: what images, tutorials and templates come with. They protect nothing, and where they
// stand nobody meant to keep them secret.

const known = new Set(
  `admin admin123 administrator airflow airflowpass app change-me change_me changeit changeme changethis default demo dev development django
  docker example flask guest hello kibana letmein local localhost mariadb master minio minioadmin mongo mongodb mysql neo4j pass
  passw0rd passwd password password1 password123 pgpass postgres postgresql qwerty rabbitmq redis root rootpass rootpassword sa sample
  secret superset sonar temp test test123 testing tester toor user welcome`.split(/\s+/),
);

/** Whether a password is one of those, or digits in order from 123 on. */
export function isKnownPassword(value: string): boolean {
  return known.has(value.toLowerCase()) || /^1234?5?6?7?8?9?0?$/.test(value);
}
