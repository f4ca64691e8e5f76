/** Unless a tenant has another zone, times are shown as in Bogotá (UTC-5 all year). */
export const defaultTimeZone = "America/Bogota";
