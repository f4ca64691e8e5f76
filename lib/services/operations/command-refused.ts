/** Why a command does nothing, in words for whoever runs it. */
export class CommandRefused extends Error {}
