/** Where the window ends in which a user proves at the provider who they are. */
export const provenPath = "/provider/done";

/** Where a sign-in through the provider ends that was refused, or failed there. */
export const providerRefused = "/sign-in?error=provider";
