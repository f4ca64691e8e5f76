import type { FieldId } from "../../fields/field.ts";

/** How much a name proves alone: certain, usual, or one that other things have too. */
export type NameStrength = "strong" | "usual" | "weak";

export interface FieldNames {
  readonly field: FieldId;
  /** Meanings (header-vocabulary) that name the field together, by strength. */
  readonly names: Readonly<Partial<Record<NameStrength, readonly string[]>>>;
  /** Meanings that may be beside without changing what is named. */
  readonly beside: readonly string[];
}

const everywhere = ["actual", "uno"];
const ofDebtor = [...everywhere, "cliente", "principal"];
const ofObligation = [...everywhere, "obligacion", "pesos", "producto", "cliente"];
const ofDueDate = [...ofObligation, "factura", "cuenta", "tarjeta"];

/** What the standard fields are called; the order of words does not matter. */
export const fieldNames: readonly FieldNames[] = [
  {
    field: "debtor.Identification",
    names: {
      strong: [
        "identificacion",
        "identificacion numero",
        "identificacion documento",
        "identificacion numero documento",
      ],
      usual: ["documento numero", "documento cliente", "documento numero cliente", "identificacion id", "id cliente"],
      weak: ["documento", "id", "id numero", "documento id"],
    },
    beside: [...ofDebtor, "ciudadania"],
  },
  {
    field: "debtor.Name",
    names: {
      strong: [
        "nombre completo",
        "nombre apellido",
        "nombre cliente",
        "razon social",
        "nombre razon social",
        "nombre apellido completo",
      ],
      usual: [
        "nombre",
        "cliente",
        "cliente completo",
        "cliente cuenta",
        "cliente linea",
        "cliente obligacion",
        "cliente tarjeta",
      ],
    },
    beside: ofDebtor,
  },
  {
    field: "debtor.Email",
    names: {
      strong: [
        "correo",
        "correo electronico",
        "correo direccion",
        "direccion electronico",
        "correo electronico direccion",
      ],
    },
    beside: [...ofDebtor, "contacto", "personal", "envio", "descripcion"],
  },
  {
    field: "debtor.Telephone",
    names: {
      strong: [
        "celular",
        "telefono",
        "telefono celular",
        "numero celular",
        "numero telefono",
        "numero telefono celular",
      ],
      usual: ["numero contacto", "telefono fijo", "telefono residencia", "celular contacto", "telefono contacto"],
    },
    beside: [...ofDebtor, "contacto", "personal"],
  },
  {
    field: "debtor.Address",
    names: { strong: ["direccion", "direccion residencia"], usual: ["residencia"] },
    beside: [...ofDebtor, "contacto", "envio", "descripcion"],
  },
  {
    field: "obligation.id",
    names: {
      strong: ["obligacion numero", "obligacion id", "producto numero", "obligacion producto numero"],
      usual: [
        "obligacion",
        "obligacion codigo",
        "tarjeta numero",
        "factura numero",
        "cuenta numero",
        "obligacion cuenta",
        "obligacion cuenta numero",
        "cuenta tarjeta numero",
        "factura numero vencido",
        "producto id",
      ],
      weak: ["cuenta", "factura"],
    },
    beside: everywhere,
  },
  {
    field: "obligation.name",
    names: {
      strong: ["producto nombre", "obligacion nombre", "producto descripcion", "obligacion descripcion"],
      usual: [
        "servicio nombre",
        "servicio descripcion",
        "producto",
        "producto obligacion",
        "linea obligacion",
        "linea producto",
        "linea descripcion",
        "linea nombre",
        "obligacion linea nombre",
        "obligacion producto nombre",
        "obligacion producto descripcion",
        "concepto",
        "concepto nombre",
        "concepto descripcion",
      ],
      weak: [
        "tipo obligacion",
        "tipo producto",
        "servicio",
        "tipo servicio",
        "linea",
        "modalidad",
        "modalidad obligacion",
      ],
    },
    beside: everywhere,
  },
  {
    field: "obligation.total_balance",
    names: {
      strong: [
        "saldo total",
        "deuda total",
        "saldo deuda total",
        "valor deuda total",
        "saldo valor total",
        "saldo cartera total",
      ],
      usual: ["saldo deuda", "valor deuda", "valor saldo deuda", "saldo obligacion", "deuda obligacion"],
      weak: ["saldo", "deuda", "saldo valor", "valor total", "saldo cartera", "valor obligacion"],
    },
    beside: ofObligation,
  },
  {
    field: "obligation.expiring_date",
    names: { strong: ["fecha vencimiento"], usual: ["vencimiento", "fecha vencimiento pago"] },
    beside: ofDueDate,
  },
  {
    field: "obligation.days_delay",
    names: {
      strong: ["dia mora", "dia vencido", "dia mora numero", "dia mora vencido"],
      weak: ["mora", "dia"],
    },
    beside: ofObligation,
  },
  {
    field: "obligation.portfolio_type",
    names: {
      strong: ["tipo cartera"],
      usual: ["cartera nombre", "clasificacion cartera", "segmento", "segmento cartera"],
      weak: [
        "cartera",
        "tipo obligacion",
        "tipo producto",
        "tipo deuda",
        "clasificacion",
        "clasificacion obligacion",
        "modalidad",
      ],
    },
    beside: everywhere,
  },
  {
    field: "obligation.last_pay",
    names: {
      strong: ["valor ultimo pago", "valor ultimo abono"],
      usual: ["ultimo pago", "ultimo abono", "valor abono", "ultimo cobro", "valor ultimo cobro"],
      weak: ["valor pago", "abono"],
    },
    beside: [...ofObligation, "cobro"],
  },
  {
    field: "obligation.last_pay_date",
    names: {
      strong: ["fecha ultimo pago", "fecha ultimo abono"],
      usual: ["ultimo pago", "ultimo abono", "fecha abono", "ultimo cobro", "fecha ultimo cobro"],
      weak: ["fecha pago"],
    },
    beside: [...ofObligation, "cobro"],
  },
  {
    field: "obligation.balance_payment",
    names: {
      usual: [
        "saldo pendiente",
        "pendiente pagar",
        "saldo pagar",
        "saldo pago",
        "valor pendiente",
        "saldo pendiente pago",
        "saldo pendiente pagar",
        "valor pendiente pago",
        "valor pendiente pagar",
      ],
      weak: ["valor pagar", "total pagar", "pendiente", "pendiente pago"],
    },
    beside: ofObligation,
  },
];
