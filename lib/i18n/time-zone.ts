/** The zone in which times are shown: Bogotá, UTC-5 all year. */
export const defaultTimeZone = "America/Bogota";
