import type * as z from 'zod';
import type { HttpAnswer } from '../../http/http-client.ts';
import { failed, remoteFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { Clock } from '../../sync/ports.ts';
import type { ApiClient, ApiRequest } from '../api-client.ts';
import { zoomFailure } from './zoom-failure.ts';
import type { ZoomAction } from './zoom-failure.ts';
import { parseZoomBody } from './zoom-json.ts';

/** Zoom's API with its refusals put into words. */
export interface ZoomApi {
  /** Success is a 2xx answer that says nothing more (204), or is JSON at least: a web page comes from somebody else. */
  tell(action: ZoomAction, request: ApiRequest, signal: AbortSignal): Promise<Result<void>>;
  /** Success is a 2xx answer whose body has the shape. */
  ask<T>(
    action: ZoomAction,
    request: ApiRequest,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<Result<T>>;
}

/** Wraps the client. A readable answer to anything but a GET counts as an effect that may have taken place. */
export function createZoomApi(api: ApiClient, clock: Clock): ZoomApi {
  const send = async (
    action: ZoomAction,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<Result<HttpAnswer>> => {
    const sent = await api.send(request, signal);
    if (!sent.ok) return sent;
    const { status } = sent.value;
    return status >= 200 && status < 300 ? sent : failed(zoomFailure(sent.value, action, clock.nowMs()));
  };
  return {
    async tell(action, request, signal) {
      const sent = await send(action, request, signal);
      if (!sent.ok) return sent;
      if (sent.value.status === 204) return success(undefined);
      const body = parseZoomBody(sent.value, true);
      return body.ok ? success(undefined) : body;
    },
    async ask(action, request, schema, signal) {
      const sent = await send(action, request, signal);
      if (!sent.ok) return sent;
      const mayHaveHappened = request.method !== 'GET';
      const body = parseZoomBody(sent.value, mayHaveHappened);
      if (!body.ok) return body;
      const parsed = schema.safeParse(body.value);
      if (parsed.success) return success(parsed.data);
      return failed(
        remoteFailure({
          party: 'provider',
          code: 'unexpected-answer',
          httpStatus: sent.value.status,
          message: `Zoom's answer lacks something that ReadyMeet needs (${missingFields(parsed.error)}).`,
          isTemporary: true,
          mayHaveHappened,
        }),
      );
    },
  };
}

/** Names of fields only, never their values. */
function missingFields(error: z.ZodError): string {
  const names = error.issues.map(
    ({ path }) => path.filter((part) => typeof part === 'string').join('.') || 'everything',
  );
  return [...new Set(names)].slice(0, 5).join(', ');
}
