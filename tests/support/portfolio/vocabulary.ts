/** Words that invented people, streets and products are put together from. */
export const givenNames = [
  "María", "José", "Andrés", "Sofía", "Ángela", "Óscar", "Íngrid", "Ramón", "Nicolás", "Begoña", "Germán", "Inés", "Julián",
  "Lucía", "Martín", "Mónica", "Raúl", "Rocío", "Tomás", "Úrsula", "Víctor", "Adriana", "Camila", "Diego", "Elena", "Fabio",
  "Gloria", "Hernán", "Iván", "Jimena", "Karen", "Luis", "Marta", "Nubia", "Orlando", "Paola", "Rosa", "Samuel", "Teresa", "Yaneth",
] as const;

export const familyNames = [
  "Muñoz", "Peña", "Ordóñez", "Ibáñez", "Castañeda", "Núñez", "Pérez", "Gómez", "Rodríguez", "Martínez", "Gutiérrez", "Hernández",
  "Jiménez", "Ramírez", "Suárez", "Vélez", "Zúñiga", "Ávila", "Beltrán", "Cárdenas", "Díaz", "Echeverría", "Farfán", "Galvis",
  "Hoyos", "Jaramillo", "Londoño", "Mejía", "Niño", "Ospina", "Patiño", "Quiñones", "Rincón", "Sepúlveda", "Tobón", "Uribe",
] as const;

export const cities = [
  ["Bogotá", "Cundinamarca"], ["Medellín", "Antioquia"], ["Cali", "Valle del Cauca"], ["Barranquilla", "Atlántico"],
  ["Ibagué", "Tolima"], ["Cúcuta", "Norte de Santander"], ["Popayán", "Cauca"], ["Montería", "Córdoba"], ["Tunja", "Boyacá"],
] as const;

export const products = ["Tarjeta clásica", "Crédito de consumo", "Libre inversión", "Crédito de vehículo", "Cupo rotativo", "Microcrédito"] as const;
export const portfolioTypes = ["Administrativa", "Prejurídica", "Jurídica", "Castigada"] as const;
export const mailHosts = ["example.com", "correo.example", "buzon.example"] as const;
export const advisers = ["Asesor 01", "Asesor 02", "Asesor 03", "Asesor 04"] as const;
