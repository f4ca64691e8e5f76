"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { editPortfolio } from "#lib/services/portfolios/edit-portfolio.ts";
import { restPortfolio } from "#lib/services/portfolios/rest-portfolio.ts";

export const createPortfolioAction = defineAction(createPortfolio);
export const editPortfolioAction = defineAction(editPortfolio);
export const restPortfolioAction = defineAction(restPortfolio);
