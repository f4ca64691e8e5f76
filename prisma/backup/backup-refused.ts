/** Why a backup is not made or not restored, in words for whoever runs the command. Nothing was changed. */
export class BackupRefused extends Error {}
