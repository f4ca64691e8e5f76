import { editPortfolio } from "#lib/services/portfolios/edit-portfolio.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { nowSaid, type Said } from "../world/known.ts";
import { type Act, nothingToDo, type Stage } from "./act.ts";

type Change = Partial<Omit<Said, "step">>;

/** Has an admin change settings, and notes since when. */
async function change({ world, tenant }: Stage, said: Change, input: object = {}): ReturnType<Act> {
  const { repeats, host, ...same } = said;
  const edit = {
    ...(repeats === undefined ? {} : { repeatBehaviour: repeats }),
    ...(host === undefined ? {} : { server: host }),
    ...same,
    ...input,
  };
  const answer = await world.ask("edit", () => editTenant(tenant.admin, { tenantId: tenant.tenantId, ...edit }));
  if (!("done" in answer)) return nothingToDo;
  tenant.said = [...tenant.said, { ...nowSaid(tenant), ...said, step: world.steps.next() }];
  return "all";
}

/** Somebody learns what the CRM does with whom it has already, or says that nobody knows. */
export const setRepeats: Act = (stage) => {
  const { random, world, tenant } = stage;
  const truth = world.crm.operations.get(nowSaid(tenant).operation)?.nature.repeats ?? "updates";
  const others = ([truth, truth, "updates", "updates", "unknown", "duplicates"] as const).filter(
    (one) => one !== nowSaid(tenant).repeats,
  );
  return change(stage, { repeats: random.pick(others) });
};

/** Somebody says what is so. */
export const learnRepeats: Act = (stage) => {
  const { world, tenant } = stage;
  return change(stage, { repeats: world.crm.operations.get(nowSaid(tenant).operation)?.nature.repeats ?? "unknown" });
};

/** What it does with obligations that are not named. Nobody says what is not so: all that follows would be untrue. */
export const setObligations: Act = (stage) => {
  const { random, world, tenant } = stage;
  const truth = world.crm.operations.get(nowSaid(tenant).operation)?.nature.obligations ?? "merges";
  return change(stage, { obligations: random.pick([truth, truth, "unknown"]) });
};

/** The CRM gets another token, and then the portal. */
export const setToken: Act = (stage) => {
  const { world, tenant } = stage;
  const token = `token-${tenant.at}-${world.steps.next()}`;
  for (const operation of tenant.operations) {
    const known = world.crm.operations.get(operation);
    if (known !== undefined) known.tokens = new Set([token]);
  }
  return change(stage, { token });
};

/** The CRM gets another token, and nobody tells the portal. */
export const loseToken: Act = ({ world, tenant }) => {
  for (const operation of tenant.operations) {
    const known = world.crm.operations.get(operation);
    if (known !== undefined) known.tokens = new Set([`secret-${world.steps.next()}`]);
  }
  return Promise.resolve("all");
};

export const setServer: Act = (stage) => {
  const { world, tenant } = stage;
  return change(stage, { host: world.hosts.find((host) => host !== nowSaid(tenant).host) ?? "" });
};

export const setOperation: Act = (stage) => {
  const { tenant } = stage;
  return change(stage, { operation: tenant.operations.find((one) => one !== nowSaid(tenant).operation) ?? "" });
};

export const setBatches: Act = (stage) => change(stage, {}, { batchSize: stage.random.integer(2, 12) });
export const setLanes: Act = (stage) => change(stage, { callsAtOnce: stage.random.integer(1, 3) });
export const setMasking: Act = (stage) => change(stage, {}, { masksDebtors: stage.random.chance(0.5) });

/** How long the debtors of what is over, and of what nobody confirmed, are kept: a few days, so that they are erased meanwhile. */
export const setRetention: Act = (stage) => change(stage, {}, { retentionDays: stage.random.pick([2, 4, 7, 90]) });

/** The telephones of these banks' debtors are valid in both, so that nothing of a file changes with it. */
export const setCountry: Act = (stage) =>
  change(stage, { country: nowSaid(stage.tenant).country === "CO" ? "MX" : "CO" });

/** From now on files' amounts are in another one. */
export const setCurrency: Act = (stage) =>
  change(stage, { currency: nowSaid(stage.tenant).currency === "COP" ? "USD" : "COP" });

/** Where a tenant's midnights are. */
export const setZone: Act = (stage) =>
  change(stage, {}, { timeZone: stage.random.pick(["America/Bogota", "America/Sao_Paulo", "Pacific/Auckland"]) });

/** Whether days in arrears count as a change of a portfolio's debtors, how a close-out marks them, and how often all are sent. */
const changePortfolio = async ({ world, tenant, random }: Stage, edit: object): ReturnType<Act> => {
  const { id: portfolioId } = random.pick(tenant.portfolios);
  const answer = await world.ask("edit a portfolio", () => editPortfolio(tenant.admin, { portfolioId, ...edit }));
  return "done" in answer ? "all" : nothingToDo;
};
export const setVolatile: Act = (stage) =>
  changePortfolio(stage, { volatileFields: stage.random.chance(0.5) ? [] : ["obligation.days_delay"] });
export const setFullSend: Act = (stage) => changePortfolio(stage, { fullSendDays: stage.random.pick([1, 2, 5, 30]) });
export const setMarker: Act = (stage) => changePortfolio(stage, { closeOutBalance: stage.random.chance(0.7) });

/** Gives a tenant the token that the CRM takes, and its first operation and server. */
export async function mendTenant(stage: Stage): Promise<void> {
  const { world, tenant } = stage;
  const [operation] = tenant.operations;
  const [host = ""] = world.hosts;
  await setToken(stage);
  const now = nowSaid(tenant);
  if (now.operation !== operation || now.host !== host) await change(stage, { operation, host });
}
