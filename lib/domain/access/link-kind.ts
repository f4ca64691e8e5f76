/** What a link for setting a password is for: a new user, or one who has forgotten theirs. */
export type LinkKind = "invitation" | "reset";
