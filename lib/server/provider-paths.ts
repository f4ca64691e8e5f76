/** Where the window ends in which a user proves at the provider who they are. */
export const provenPath = "/provider/done";

/** next-auth's name of the step after it. */
export const providerStepId = "provider-step";

/** Where a sign-in through the provider goes on for whom it is not enough. */
export const providerStep = "/sign-in?step=provider";

/** Where a sign-in through the provider ends that was refused, or failed there. */
export const providerRefused = "/sign-in?error=provider";
