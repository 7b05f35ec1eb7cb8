/** PostgreSQL's image makes no database without a password for it, and those who use it show that password. */
import { isOfficial } from "../../certctl/postgres.ts";
import type { Program } from "../../certctl/programs.ts";
import { mayBeUnseen } from "../../certctl/unseen-variables.ts";
import type { CoherenceRule } from "../../rule.ts";

const NAME = "POSTGRES_PASSWORD";

export const postgresPassword: CoherenceRule = {
  name: "postgres-password",
  severity: "error",
  title: "PostgreSQL has a password, and the database URL has one too.",
  *check({ databases, servers, migrations, objects }) {
    const official = databases.filter((one) => isOfficial(one) && !isTrusting(one));
    for (const database of official) {
      if (isSet(database, NAME) || isSet(database, `${NAME}_FILE`) || mayBeUnseen(NAME, database, objects)) continue;
      yield {
        resource: database.pod.resource,
        path: database.variables.get(NAME)?.path ?? database.container.path,
        message: `PostgreSQL has no ${NAME}: on an empty volume its image refuses to make a database, and exits`,
        fix: `Set ${NAME} from a Secret.`,
      };
    }
    for (const program of official.length === 0 ? [] : [...servers, ...migrations]) {
      const url = program.variables.get("CERTCTL_DATABASE_URL");
      if (url === undefined || !isWithoutPassword(url.text) || isSet(program, "PGPASSWORD")) continue;
      yield {
        resource: program.pod.resource,
        path: url.path,
        message: "the database URL has no password: PostgreSQL asks for one, and certctl exits",
        fix: "Put the password into the URL: from a Secret, or as $(NAME) of a variable that is listed before it.",
      };
    }
  },
};

function isSet({ variables }: Program, name: string): boolean {
  return (variables.get(name)?.text ?? "") !== "";
}

function isTrusting({ variables }: Program): boolean {
  return variables.get("POSTGRES_HOST_AUTH_METHOD")?.text === "trust";
}

function isWithoutPassword(url: string): boolean {
  return /^postgres(ql)?:\/\/([^:@/?]*:?@|[^@?]*(\/|$|\?))/.test(url) && !/[?&]password=/.test(url);
}
