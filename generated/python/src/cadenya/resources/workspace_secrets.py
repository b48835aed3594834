# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import types
from .._operation import Operation
from .._resource import AsyncAPIResource, SyncAPIResource, request_options
from .._response import async_raw_response, async_streamed_response, raw_response, streamed_response
from .._types import not_given, omit
from .._utils import cached_property

if TYPE_CHECKING:
    import httpx

    from .._base_client import AsyncPaginator
    from .._types import Body, Headers, NotGiven, Omit, Query
    from ..pagination import AsyncCursorPagination, SyncCursorPagination
    from ..types.shared_params.create_resource_metadata import CreateResourceMetadata
    from ..types.shared_params.update_resource_metadata import UpdateResourceMetadata
    from ..types.workspace_secret import WorkspaceSecret
    from ..types.workspace_secret_spec_param import WorkspaceSecretSpecParam

__all__ = ["WorkspaceSecretsResource", "AsyncWorkspaceSecretsResource"]

_LIST = Operation(
    "GET",
    "/v1/workspaces/{workspace_id}/workspace_secrets",
    params=lambda: types.WorkspaceSecretListParams,
    returns=lambda: types.WorkspaceSecret,
    errors=lambda: {"default": types.Status},
)
_CREATE = Operation(
    "POST",
    "/v1/workspaces/{workspace_id}/workspace_secrets",
    params=lambda: types.WorkspaceSecretCreateParams,
    returns=lambda: types.WorkspaceSecret,
    errors=lambda: {"default": types.Status},
)
_RETRIEVE = Operation(
    "GET",
    "/v1/workspaces/{workspace_id}/workspace_secrets/{id}",
    returns=lambda: types.WorkspaceSecret,
    errors=lambda: {"default": types.Status},
)
_UPDATE = Operation(
    "PATCH",
    "/v1/workspaces/{workspace_id}/workspace_secrets/{id}",
    params=lambda: types.WorkspaceSecretUpdateParams,
    returns=lambda: types.WorkspaceSecret,
    errors=lambda: {"default": types.Status},
)
_DELETE = Operation(
    "DELETE",
    "/v1/workspaces/{workspace_id}/workspace_secrets/{id}",
    errors=lambda: {"default": types.Status},
)


class WorkspaceSecretsResource(SyncAPIResource):
    """Secrets that belong to one workspace."""

    @cached_property
    def with_raw_response(self) -> WorkspaceSecretsResourceWithRawResponse:
        """The same methods, returning the raw response instead of what it holds."""
        return WorkspaceSecretsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> WorkspaceSecretsResourceWithStreamingResponse:
        """The same methods, as context managers whose response is not read before it is asked for."""
        return WorkspaceSecretsResourceWithStreamingResponse(self)

    def list(
        self,
        workspace_id: str,
        *,
        bundle_key: str | Omit = omit,
        cursor: str | Omit = omit,
        include_info: bool | Omit = omit,
        limit: int | Omit = omit,
        prefix: str | Omit = omit,
        query: str | Omit = omit,
        sort_order: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> SyncCursorPagination[WorkspaceSecret]:
        """Lists all workspace secrets in the workspace

        `GET /v1/workspaces/{workspaceId}/workspace_secrets`

        Args:
          workspace_id: Workspace the secrets belong to

          bundle_key: Filter by bundle_key — return only resources owned by this bundle.

          cursor: Pagination cursor from previous response

          include_info: When set to true you may use more of your alloted API rate-limit

          limit: Maximum number of results to return

          prefix: Filter expression (query param: prefix)

          query: Free-form search query

          sort_order: Sort order for results (asc or desc by creation time)
        """
        from ..pagination import SyncCursorPagination

        return self._request_page(
            _LIST,
            SyncCursorPagination,
            path={"workspace_id": workspace_id},
            query={
                "bundle_key": bundle_key,
                "cursor": cursor,
                "include_info": include_info,
                "limit": limit,
                "prefix": prefix,
                "query": query,
                "sort_order": sort_order,
            },
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def create(
        self,
        workspace_id: str,
        *,
        metadata: CreateResourceMetadata,
        spec: WorkspaceSecretSpecParam,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> WorkspaceSecret:
        """Creates a new workspace secret in the workspace

        `POST /v1/workspaces/{workspaceId}/workspace_secrets`

        Args:
          workspace_id: Workspace the secrets belong to

          metadata: CreateResourceMetadata contains the user-provided fields for creating a workspace-scoped resource.
              Read-only fields (id, account_id, workspace_id, profile_id, created_at) are excluded since they are set
              by the server.
        """
        return self._request(
            _CREATE,
            path={"workspace_id": workspace_id},
            body={"metadata": metadata, "spec": spec},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def retrieve(
        self,
        id: str,
        *,
        workspace_id: str,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> WorkspaceSecret:
        """Retrieves a workspace secret by ID from the workspace

        `GET /v1/workspaces/{workspaceId}/workspace_secrets/{id}`

        Args:
          id: Unique identifier of the workspace secret

          workspace_id: Workspace the secrets belong to
        """
        return self._request(
            _RETRIEVE,
            path={"id": id, "workspace_id": workspace_id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def update(
        self,
        id: str,
        *,
        workspace_id: str,
        metadata: UpdateResourceMetadata | Omit = omit,
        spec: WorkspaceSecretSpecParam | Omit = omit,
        update_mask: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> WorkspaceSecret:
        """Updates a workspace secret in the workspace

        `PATCH /v1/workspaces/{workspaceId}/workspace_secrets/{id}`

        Args:
          id: Unique identifier of the workspace secret

          workspace_id: Workspace the secrets belong to

          metadata: UpdateResourceMetadata contains the user-provided fields for updating a workspace-scoped resource.
              Read-only fields (id, account_id, workspace_id, profile_id, created_at) are excluded since they are set
              by the server.

          update_mask: Fields to update
        """
        return self._request(
            _UPDATE,
            path={"id": id, "workspace_id": workspace_id},
            body={"metadata": metadata, "spec": spec, "update_mask": update_mask},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def delete(
        self,
        id: str,
        *,
        workspace_id: str,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> None:
        """Deletes a workspace secret from the workspace

        `DELETE /v1/workspaces/{workspaceId}/workspace_secrets/{id}`

        Args:
          id: Unique identifier of the workspace secret

          workspace_id: Workspace the secrets belong to
        """
        return self._request(
            _DELETE,
            path={"id": id, "workspace_id": workspace_id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )


class AsyncWorkspaceSecretsResource(AsyncAPIResource):
    """Secrets that belong to one workspace."""

    @cached_property
    def with_raw_response(self) -> AsyncWorkspaceSecretsResourceWithRawResponse:
        """The same methods, returning the raw response instead of what it holds."""
        return AsyncWorkspaceSecretsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncWorkspaceSecretsResourceWithStreamingResponse:
        """The same methods, as context managers whose response is not read before it is asked for."""
        return AsyncWorkspaceSecretsResourceWithStreamingResponse(self)

    def list(
        self,
        workspace_id: str,
        *,
        bundle_key: str | Omit = omit,
        cursor: str | Omit = omit,
        include_info: bool | Omit = omit,
        limit: int | Omit = omit,
        prefix: str | Omit = omit,
        query: str | Omit = omit,
        sort_order: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> AsyncPaginator[WorkspaceSecret, AsyncCursorPagination[WorkspaceSecret]]:
        """Lists all workspace secrets in the workspace

        `GET /v1/workspaces/{workspaceId}/workspace_secrets`

        Args:
          workspace_id: Workspace the secrets belong to

          bundle_key: Filter by bundle_key — return only resources owned by this bundle.

          cursor: Pagination cursor from previous response

          include_info: When set to true you may use more of your alloted API rate-limit

          limit: Maximum number of results to return

          prefix: Filter expression (query param: prefix)

          query: Free-form search query

          sort_order: Sort order for results (asc or desc by creation time)
        """
        from ..pagination import AsyncCursorPagination

        return self._request_page(
            _LIST,
            AsyncCursorPagination,
            path={"workspace_id": workspace_id},
            query={
                "bundle_key": bundle_key,
                "cursor": cursor,
                "include_info": include_info,
                "limit": limit,
                "prefix": prefix,
                "query": query,
                "sort_order": sort_order,
            },
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    async def create(
        self,
        workspace_id: str,
        *,
        metadata: CreateResourceMetadata,
        spec: WorkspaceSecretSpecParam,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> WorkspaceSecret:
        """Creates a new workspace secret in the workspace

        `POST /v1/workspaces/{workspaceId}/workspace_secrets`

        Args:
          workspace_id: Workspace the secrets belong to

          metadata: CreateResourceMetadata contains the user-provided fields for creating a workspace-scoped resource.
              Read-only fields (id, account_id, workspace_id, profile_id, created_at) are excluded since they are set
              by the server.
        """
        return await self._request(
            _CREATE,
            path={"workspace_id": workspace_id},
            body={"metadata": metadata, "spec": spec},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    async def retrieve(
        self,
        id: str,
        *,
        workspace_id: str,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> WorkspaceSecret:
        """Retrieves a workspace secret by ID from the workspace

        `GET /v1/workspaces/{workspaceId}/workspace_secrets/{id}`

        Args:
          id: Unique identifier of the workspace secret

          workspace_id: Workspace the secrets belong to
        """
        return await self._request(
            _RETRIEVE,
            path={"id": id, "workspace_id": workspace_id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    async def update(
        self,
        id: str,
        *,
        workspace_id: str,
        metadata: UpdateResourceMetadata | Omit = omit,
        spec: WorkspaceSecretSpecParam | Omit = omit,
        update_mask: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> WorkspaceSecret:
        """Updates a workspace secret in the workspace

        `PATCH /v1/workspaces/{workspaceId}/workspace_secrets/{id}`

        Args:
          id: Unique identifier of the workspace secret

          workspace_id: Workspace the secrets belong to

          metadata: UpdateResourceMetadata contains the user-provided fields for updating a workspace-scoped resource.
              Read-only fields (id, account_id, workspace_id, profile_id, created_at) are excluded since they are set
              by the server.

          update_mask: Fields to update
        """
        return await self._request(
            _UPDATE,
            path={"id": id, "workspace_id": workspace_id},
            body={"metadata": metadata, "spec": spec, "update_mask": update_mask},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    async def delete(
        self,
        id: str,
        *,
        workspace_id: str,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> None:
        """Deletes a workspace secret from the workspace

        `DELETE /v1/workspaces/{workspaceId}/workspace_secrets/{id}`

        Args:
          id: Unique identifier of the workspace secret

          workspace_id: Workspace the secrets belong to
        """
        return await self._request(
            _DELETE,
            path={"id": id, "workspace_id": workspace_id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )


class WorkspaceSecretsResourceWithRawResponse:
    def __init__(self, workspace_secrets: WorkspaceSecretsResource) -> None:
        self._workspace_secrets = workspace_secrets

        self.list = raw_response(workspace_secrets.list)
        self.create = raw_response(workspace_secrets.create)
        self.retrieve = raw_response(workspace_secrets.retrieve)
        self.update = raw_response(workspace_secrets.update)
        self.delete = raw_response(workspace_secrets.delete)


class AsyncWorkspaceSecretsResourceWithRawResponse:
    def __init__(self, workspace_secrets: AsyncWorkspaceSecretsResource) -> None:
        self._workspace_secrets = workspace_secrets

        self.list = async_raw_response(workspace_secrets.list)
        self.create = async_raw_response(workspace_secrets.create)
        self.retrieve = async_raw_response(workspace_secrets.retrieve)
        self.update = async_raw_response(workspace_secrets.update)
        self.delete = async_raw_response(workspace_secrets.delete)


class WorkspaceSecretsResourceWithStreamingResponse:
    def __init__(self, workspace_secrets: WorkspaceSecretsResource) -> None:
        self._workspace_secrets = workspace_secrets

        self.list = streamed_response(workspace_secrets.list)
        self.create = streamed_response(workspace_secrets.create)
        self.retrieve = streamed_response(workspace_secrets.retrieve)
        self.update = streamed_response(workspace_secrets.update)
        self.delete = streamed_response(workspace_secrets.delete)


class AsyncWorkspaceSecretsResourceWithStreamingResponse:
    def __init__(self, workspace_secrets: AsyncWorkspaceSecretsResource) -> None:
        self._workspace_secrets = workspace_secrets

        self.list = async_streamed_response(workspace_secrets.list)
        self.create = async_streamed_response(workspace_secrets.create)
        self.retrieve = async_streamed_response(workspace_secrets.retrieve)
        self.update = async_streamed_response(workspace_secrets.update)
        self.delete = async_streamed_response(workspace_secrets.delete)
