import type { getClvPage } from "./queries/get-clv-page";
import type { getEngagementPage } from "./queries/get-engagement-page";
import type { getHome } from "./queries/get-home";
import type { getNpsPage } from "./queries/get-nps-page";
import type { getOverview } from "./queries/get-overview";
import type { getReferralFunnel } from "./queries/get-referral-funnel";
import type { getRoiPage } from "./queries/get-roi-page";

export type { AnyFigure, FigureKpi } from "./figures";
export type { KpiReport } from "./report";

/** What the pages are given. */
export type Overview = Awaited<ReturnType<typeof getOverview.run>>;
export type NpsPage = Awaited<ReturnType<typeof getNpsPage.run>>;
export type ClvPage = Awaited<ReturnType<typeof getClvPage.run>>;
export type EngagementPage = Awaited<ReturnType<typeof getEngagementPage.run>>;
export type RoiPage = Awaited<ReturnType<typeof getRoiPage.run>>;
export type ReferralFunnel = Awaited<ReturnType<typeof getReferralFunnel.run>>;
export type Home = Awaited<ReturnType<typeof getHome.run>>;
