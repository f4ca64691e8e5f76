/**
 * Header words by meaning, in Spanish, Portuguese and English, folded, with the abbreviations that banks use.
 * A word in no list means nothing to us: a header with one needs a click, unless it is the only candidate for
 * its field (`standsAlone`).
 */
const meanings: Readonly<Record<string, string>> = {
  total: "total tot ttl totales",
  saldo: "saldo sld sdo sald saldos balance bal blc",
  valor: "valor vlr vr vlor val valores monto mto mnto importe impte amount amt value montante quantia vl",
  deuda: "deuda adeudado adeudada adeudo debt divida debe owed owing outstanding endeudamiento deu payoff",
  fecha: "fecha fec fch fcha fech fecf fechas date data dt dte fe",
  vencimiento:
    "vencimiento venc vcto vto vcmto vencto vencim vencimto vnto vncto vence due maturity expiring expiry expiration expira vct vencimentos vencimento venci vmto",
  dia: "dias dia days day dds",
  mora: "mora atraso atrasos delay overdue arrears delinquency delinquent delayed retraso morosidad atr atrs",
  vencido: "vencido vencida vencidos vencidas",
  pago: "pago pagos pag pg pgo payment payments pmt pagamento pagto pgto pay",
  // Money that was paid, never what is still to be paid, as "pago" can be.
  abono:
    "abono abonos abonado abonada pagado pagada paid recaudo recaudos recaudado recaudada recaudacion collected cobrado recebimento arrecadado arrecadacao",
  pagar: "pagar cancelar payable",
  // Paid too, but only beside "ultimo": alone it is also what is charged or shown.
  cobro: "cobro amortizacion amortizacao received rcvd receipt rcpt recibido recibida recebido recebida",
  ultimo: "ultimo ultima ult ulti ultm last latest ultimos",
  pendiente: "pendiente pendientes pend pte pdte restante remaining pendente resta falta",
  nombre: "nombre nombres nom nomb nbre nombr name names nome fullname nmbre nm nomes",
  apellido: "apellido apellidos ape apell surname surnames sobrenome lastname",
  completo: "completo completos full complete",
  razon: "razon rzn razao business",
  social: "social soc",
  cliente:
    "cliente cli clte cte clien clientes customer client deudor deudores deud debtor titular titulares devedor moroso asociado asociada asoc afiliado borrower suscriptor ddor tarjetahabiente tarjetahabientes acreditado acreditada arrendatario arrendataria inquilino locatario prestatario prestataria mutuario contribuyente socio socia acred consumer",
  identificacion:
    "identificacion identif ident idn identi identification identificacao cedula ced cedulas cc nit nits cpf cnpj rut dni nuip ruc identidad identidade idcliente rfc ssn cuil cuit trn",
  id: "id ids uuid",
  documento: "documento doc docto dcto docum documentos document docu",
  numero: "numero nro num no n number nr nmro numeros nume nº",
  codigo: "codigo cod code cdgo",
  obligacion:
    "obligacion oblig obl oblg obligaciones obligation operacion oper operation credito cred crd credit creditos loan prestamo prest emprestimo pagare contrato contract ctto operacao obligac libranza libranzas mutuo poliza",
  producto: "producto prod product produto prdcto productos",
  servicio: "servicio servicios serv service servico",
  cuenta: "cuenta cta account acct conta",
  tarjeta: "tarjeta tarj card cartao",
  factura: "factura fact fra invoice fatura recibo boleto",
  linea: "linea line linha",
  modalidad: "modalidad modalidade",
  concepto: "concepto conceito plan plano",
  descripcion: "descripcion desc descrip description descricao dsc ds descr",
  correo: "correo email mail emails correos emaill corr buzon",
  electronico: "electronico electronica elect electr elec eletronico electronic",
  telefono: "telefono tel tels telef telf fono phone telephone telefone tfno tlf fone telefonos teléf tlfno",
  celular: "celular cel movil mobile cell cellphone cels celulares celu movel whatsapp",
  fijo: "fijo landline",
  direccion: "direccion dir direc dirección address addr endereco direccin drccn calle logradouro",
  residencia:
    "correspondencia correspond residencia resid residencial home casa domicilio domic vivienda domiciliaria domiciliario domiciliar particular mailing vereda",
  principal: "principal ppal main pral primary princ",
  contacto: "contacto contact contato",
  tipo: "tipo tip type clase class tpo tp cls",
  cartera: "cartera cart portfolio carteira portafolio portf",
  clasificacion: "clasificacion clasif classification classificacao",
  segmento: "segmento segmentacion segment segmentacao",
  actual: "actual act current atual hoy hoje vigente today",
  pesos: "pesos cop usd brl",
  ciudadania: "ciudadania ciud",
  uno: "1 01 i",
  personal: "personal pessoal institucional corporativo",
  envio: "envio notificacion notificaciones fiscal entrega cobranca extracto extractos",
};

/** Words for somebody or something else. A header with one is not even proposed as doubtful. */
const guarded = new Set(
  (
    "acudiente cotitular beneficiario beneficiaria apoderado arrendador arrendadora solidario solidaria solidarios conteo codeudor codeudores codeud fiador fiadores fiad avalista avalistas aval guarantor cosigner referencia referencias ref refer laboral reference " +
    "refs referenciado referenciada referido referida referidos recomendado recomendada fam familiares pariente parientes vecino vecina amigo amiga relative relatives " +
    "conyuge esposa esposo spouse familiar asesor asesora gestor agente agent advisor abogado abogada lawyer ejecutivo vendedor cobrador analista usuario " +
    "empleador empresa empleo trabajo oficina oficial sucursal branch agencia regional banco bank entidad " +
    "capital cap interes intereses interest juros int seguro seguros insurance cuota cuotas ctas installment instalment parcela parcelas " +
    "desembolso desembolsado desemb disbursement inicial initial original aprobado aprobacion cupo limite limit honorarios gastos fees iva tax impuesto " +
    "minimo minima minimum tasa rate plazo term castigo castigado castigada descuento discount oferta acuerdo promesa compromiso disponible utilizado anterior previous proximo proxima next " +
    "nacimiento nac birth nacimento corte cutoff apertura opening expedicion expedido gestion asignacion asignado cargue ingreso registro creacion created inicio start reporte facturacion actualizacion solicitud terminacion fin " +
    "edad rango bucket calificacion rating score estado status ciudad city departamento barrio pais zona genero sexo estrato ocupacion profesion"
  ).split(" "),
);

/** Words without a meaning of their own. */
const silent = new Set(
  (
    "de del la el los las do da dos das of the en em a al y e o u para por con su to for and in on s at " +
    "datos dados informacion informacao obligatorio obligatoria obrigatorio requerido required " +
    "registrado registrada reportado reportada aplicado aplicada actualizado actualizada atualizado atualizada updated " +
    "informado informada confirmado confirmada financiero financiera prestado contratado contratada mejor best ubicada ubicado impaga impago impagado x p"
  ).split(" "),
);

const meaningOf = new Map<string, string>();
for (const [meaning, words] of Object.entries(meanings)) {
  for (const word of words.split(" ")) meaningOf.set(word, meaning);
}

/** The meaning of a folded word; "?word" for an unknown word, "!word" for a guard word, null for a silent one. */
export function meaningOfWord(word: string): string | null {
  if (guarded.has(word)) return `!${word}`;
  const meaning = meaningOf.get(word);
  if (meaning !== undefined) return meaning;
  return silent.has(word) ? null : `?${word}`;
}

/**
 * Three-letter pieces of the names that old systems give their columns, glued and without an end: FECVEN,
 * DIAMOR, NOMCLI. They count only if the whole name is made of them (the last piece may be a whole word);
 * alone they could mean anything.
 */
const codePieces: ReadonlyMap<string, string> = new Map(
  (
    "ced:identificacion ide:identificacion nit:identificacion doc:documento num:numero nro:numero cli:cliente sus:cliente fac:factura nom:nombre ape:apellido " +
    "dir:direccion tel:telefono cel:celular ema:correo eml:correo res:residencia obl:obligacion cre:obligacion pro:producto des:descripcion " +
    "sal:saldo sdo:saldo sld:saldo tot:total val:valor vlr:valor deu:deuda fec:fecha fch:fecha ven:vencimiento vto:vencimiento dia:dia " +
    "mor:mora ult:ultimo pag:pago pen:pendiente tip:tipo car:cartera"
  )
    .split(" ")
    .flatMap((pair) => {
      const [piece, meaning] = pair.split(":");
      return piece === undefined || meaning === undefined ? [] : [[piece, meaning]];
    }),
);

/** The meanings of a name glued from three-letter pieces; null if one of them is unknown. */
export function meaningsOfCode(word: string): readonly string[] | null {
  if (word.length < 6 || word.length > 12) return null;
  const found: string[] = [];
  // DESPRO describes a product, but FECDES is the day of a payout; NOMAPE has a surname, but FECAPE is the
  // opening day.
  const isDate = word.startsWith("fec") || word.startsWith("fch");
  for (let at = 0; at < word.length; at += 3) {
    const rest = word.slice(at);
    if (at > 0 && rest.length > 3 && isSplittable(rest)) return [...found, rest];
    const piece = rest.slice(0, 3);
    const meaning = codePieces.get(piece);
    if (meaning === undefined || (at > 0 && (piece === "des" || (piece === "ape" && isDate)))) return null;
    found.push(meaning);
  }
  return found;
}

/** Two-letter words that banks glue to the next one: FEULTPAGO, VRULTPAGO. */
const shortPieces = new Set(["de", "fe", "vr", "dt"]);

/**
 * Whether a word is in the vocabulary and long enough to be recognised inside another (FECHAVENCIMIENTO).
 * "ape" is left to meaningsOfCode, which knows what precedes it.
 */
export function isSplittable(word: string): boolean {
  return word.length >= 3 ? word !== "ape" && (meaningOf.has(word) || guarded.has(word)) : shortPieces.has(word);
}
